import { z } from "zod";
import type { Role } from "@/lib/auth/role";
import { ROLES } from "@/lib/auth/role";
import { prisma } from "@/lib/db/prisma";

const catalogueSchema = z.array(
  z.object({ name: z.string(), summary: z.string(), minimumRole: z.enum(ROLES).default("developer") }),
);

/** A named permission out of the provider's catalogue; `minimumRole`: who may grant it to a key (product P1). */
export type ScopeEntry = { name: string; summary: string; minimumRole: Role };

export type DeploymentSettings = {
  productName: string;
  keyPrefix: string;
  scopes: ScopeEntry[];
  defaultRateLimit: { limit: number; windowSeconds: number };
  maximumLifetimeDays: number | null;
};

/** What the provider decided for this deployment. */
export async function deploymentSettings(): Promise<DeploymentSettings> {
  const row = await prisma().deployment.findUniqueOrThrow({ where: { id: 1 } });
  return {
    productName: row.productName,
    keyPrefix: row.keyPrefix,
    scopes: catalogueSchema.parse(row.scopes),
    defaultRateLimit: { limit: row.defaultRateLimit, windowSeconds: row.defaultWindowSeconds },
    maximumLifetimeDays: row.maximumLifetimeDays,
  };
}
