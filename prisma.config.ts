import { defineConfig } from "prisma/config";

// Only `prisma generate` runs through this file; migrations go through server/database/apply-migrations.ts.
export default defineConfig({ schema: "prisma/schema.prisma" });
