import { z } from "zod";
import { ENVIRONMENTS } from "@/lib/keys/environment";
import { editKeySchema, revokeKeySchema } from "@/lib/keys/schema";
import { FINDING_KINDS } from "./findings";

export const REVIEW_PAGE_SIZE = 50;
/** How many keys one call acts on; whoever acts on more calls again. */
export const MOST_KEYS_AT_ONCE = 50;
/** How many keys can be chosen at once. */
export const MOST_ACTABLE = 1_000;

export const reviewKeysSchema = z.strictObject({
  environment: z.enum(ENVIRONMENTS),
  finding: z.enum(FINDING_KINDS).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type ReviewKeysQuery = z.output<typeof reviewKeysSchema>;

/** What one click, or one confirmation for many keys, does; rotating and editing have dialogs of their own. */
export const BULK_ACTS = ["revoke", "disable", "set-expiry", "drop-scopes"] as const;
export type BulkAct = (typeof BULK_ACTS)[number];

export const actOnKeysSchema = z.strictObject({
  act: z.enum(BULK_ACTS),
  keyIds: z
    .array(revokeKeySchema.shape.keyId)
    .min(1, "Choose at least one key.")
    .max(MOST_KEYS_AT_ONCE, `At most ${MOST_KEYS_AT_ONCE} keys at once.`)
    .transform((ids) => [...new Set(ids)]),
  /** Only for "revoke". */
  reason: revokeKeySchema.shape.reason,
});
export type ActOnKeysInput = z.output<typeof actOnKeysSchema>;

export const tryLimitSchema = editKeySchema.pick({ keyId: true, rateLimit: true }).required();
export type TryLimitInput = z.output<typeof tryLimitSchema>;

export const tryAllowListSchema = editKeySchema.pick({ keyId: true, allowedIps: true }).required();
export type TryAllowListInput = z.output<typeof tryAllowListSchema>;
