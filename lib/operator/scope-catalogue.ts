import { z } from "zod";
import { ROLES, type Role } from "@/lib/auth/role";

const catalogueSchema = z.array(
  z.object({
    name: z.string(),
    summary: z.string(),
    minimumRole: z.enum(ROLES).default("developer"),
    retired: z.boolean().default(false),
  }),
);

/**
 * A named permission out of the provider's catalogue; `minimumRole`: who may grant it to a key (product P1). A retired one can
 * be granted no more; keys that hold it keep it, and say what it means.
 */
export type ScopeEntry = { name: string; summary: string; minimumRole: Role; retired: boolean };

/** The catalogue as the deployment's row keeps it. */
export const readCatalogue = (stored: unknown): ScopeEntry[] => catalogueSchema.parse(stored);
