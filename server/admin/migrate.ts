import { applyMigrations } from "@/lib/db/apply-migrations";
import { env } from "@/lib/env";
import type { Command } from "./command";

export const migrate: Command = {
  name: "migrate",
  usage: "",
  summary: "applies what is not yet applied of prisma/migrations; npm start does it too",
  required: [],
  run: async (_, { settings }) => {
    const applied = await applyMigrations(env().DATABASE_URL, settings.root);
    return { json: { applied }, text: applied.length > 0 ? applied.join("\n") : "Every migration is applied already." };
  },
};
