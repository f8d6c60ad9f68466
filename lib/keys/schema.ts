import { z } from "zod";
import { ENVIRONMENTS } from "./environment";
import { normaliseRange } from "./ip-list";
import { isShallow, isStorableJson, MAXIMUM_JSON_DEPTH } from "./storable-json";

// The one definition of every input about keys: dialogs, server actions and the management API share it. Free of Node, so
// that the browser can load it.

export const MAXIMUM_GRACE_SECONDS = 30 * 86_400;
/** Of a rotation that asks for none, where the policy allows as much. */
export const USUAL_GRACE_SECONDS = 86_400;
export const MAXIMUM_ALLOWED_IPS = 100;

const BAD_TEXT = /[\p{Cc}\p{Cs}]/u;
// Line and paragraph separators, and signs that turn the writing direction: they make a label look like another one.
const DISGUISE = /[\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const BAD_MULTILINE_TEXT = /[\p{Cs}]|(?![\n\t])\p{Cc}/u;

/** Characters as a person counts code points, so that an emoji is one; PostgreSQL's char_length agrees. */
const characters = (text: string): number => [...text].length;

const label = z
  .string("Give the key a label.")
  .trim()
  .min(1, "Give the key a label.")
  .refine((text) => characters(text) <= 100, "A label has at most 100 characters.")
  .refine((text) => !BAD_TEXT.test(text) && !DISGUISE.test(text), "A label cannot hold control characters.")
  .refine((text) => VISIBLE.test(text), "Give the key a label that can be seen.");

const note = z
  .string()
  .trim()
  .refine((text) => characters(text) <= 1_000, "A note has at most 1,000 characters.")
  .refine((text) => !BAD_MULTILINE_TEXT.test(text), "A note cannot hold control characters.")
  .transform((text) => (text === "" ? null : text))
  .nullable();

const scopes = z
  .array(z.string().max(100))
  .min(1, "Choose at least one scope.")
  .max(100)
  .transform((names) => [...new Set(names)].sort());

const allowedIps = z
  .array(z.string().max(64))
  .max(MAXIMUM_ALLOWED_IPS, `At most ${MAXIMUM_ALLOWED_IPS} addresses or ranges.`)
  .transform((entries, context) => {
    const normalised = entries.map((entry) => normaliseRange(entry));
    for (const [i, range] of normalised.entries()) {
      if (range === null) {
        context.addIssue({
          code: "custom",
          message: `"${entries[i]}" is no IP address or CIDR range, such as 203.0.113.7 or 10.0.0.0/8.`,
        });
      }
    }
    return [...new Set(normalised.filter((range) => range !== null))];
  });

export const rateLimit = z.strictObject({
  limit: z
    .int("A whole number of requests.")
    .min(1, "At least 1 request.")
    .max(1_000_000, "At most 1,000,000 requests."),
  windowSeconds: z.int("A whole number of seconds.").min(1).max(86_400, "At most one day.").default(60),
});

const expiresAt = z.iso
  .datetime({ offset: true, error: "A date and time such as 2027-01-31T00:00:00Z." })
  .transform((text) => new Date(text))
  .nullable();

const MAXIMUM_METADATA_BYTES = 4_096;

/** Looked at before the JSON itself, which is read recursively; PostgreSQL's jsonb holds neither NUL nor half a character. */
const metadata = z
  .unknown()
  .refine((value) => isShallow(value), `Metadata nests at most ${MAXIMUM_JSON_DEPTH} levels.`)
  .pipe(z.record(z.string().max(64), z.json()))
  .refine((value) => isStorableJson(value), "Metadata cannot hold NUL or half a character.")
  .refine(
    (value) => new TextEncoder().encode(JSON.stringify(value)).length <= MAXIMUM_METADATA_BYTES,
    "Metadata holds at most 4,096 bytes of JSON.",
  );

export const createKeySchema = z.strictObject({
  label,
  environment: z.enum(ENVIRONMENTS),
  scopes,
  allowedIps: allowedIps.default([]),
  rateLimit: rateLimit.optional(),
  /** Left out: the policy's default. Null: never. */
  expiresAt: expiresAt.optional(),
  note: note.default(null),
  metadata: metadata.default({}),
});
export type CreateKeyInput = z.output<typeof createKeySchema>;

/** A key's shown id; which team it must belong to is the query's concern. */
const keyId = z.string().max(64);

export const editKeySchema = z.strictObject({
  keyId,
  label: label.optional(),
  note: note.optional(),
  scopes: scopes.optional(),
  allowedIps: allowedIps.optional(),
  rateLimit: rateLimit.optional(),
  expiresAt: expiresAt.optional(),
  metadata: metadata.optional(),
});
export type EditKeyInput = z.output<typeof editKeySchema>;

export const rotateKeySchema = z.strictObject({
  keyId,
  graceSeconds: z
    .int("A whole number of seconds.")
    .min(0, "The old secret cannot end in the past.")
    .max(MAXIMUM_GRACE_SECONDS, "At most 30 days.")
    .optional(),
});
export type RotateKeyInput = z.output<typeof rotateKeySchema>;

/** For a job that runs again and again (product, "Scheduled rotation"): a younger secret is left alone. */
export const rotateOldKeySchema = rotateKeySchema.extend({
  ifSecretOlderThanSeconds: z
    .int("A whole number of seconds.")
    .min(0, "A secret cannot be younger than new.")
    .max(3_650 * 86_400, "At most 3,650 days.")
    .optional(),
});
export type RotateOldKeyInput = z.output<typeof rotateOldKeySchema>;

export const revokeKeySchema = z.strictObject({
  keyId,
  reason: z
    .string()
    .trim()
    .refine((text) => characters(text) <= 500, "A reason has at most 500 characters.")
    .refine((text) => !BAD_MULTILINE_TEXT.test(text), "A reason cannot hold control characters.")
    .optional(),
});
export type RevokeKeyInput = z.output<typeof revokeKeySchema>;

export const keyIdSchema = z.strictObject({ keyId });
export type KeyIdInput = z.output<typeof keyIdSchema>;

export const endSecretSchema = z.strictObject({ keyId, secretId: z.string().max(64) });
export type EndSecretInput = z.output<typeof endSecretSchema>;

/** `graceSeconds`: from now on; `endsAt`: the moment itself, so that what somebody has seen is what is set. */
export const extendSecretSchema = z
  .strictObject({
    keyId,
    secretId: z.string().max(64),
    graceSeconds: z
      .int("A whole number of seconds.")
      .min(1, "At least one second. To finish now, end the secret.")
      .max(MAXIMUM_GRACE_SECONDS, "At most 30 days.")
      .optional(),
    endsAt: z.iso
      .datetime({ offset: true, error: "A date and time such as 2027-01-31T00:00:00Z." })
      .transform((text) => new Date(text))
      .optional(),
  })
  .refine(({ graceSeconds, endsAt }) => (graceSeconds === undefined) !== (endsAt === undefined), {
    path: ["graceSeconds"],
    message: "Say when the secret ends: by graceSeconds from now, or by endsAt.",
  });
export type ExtendSecretInput = z.output<typeof extendSecretSchema>;

export const revealSecretSchema = z.strictObject({ keyId, secretId: z.string().max(64) });
export type RevealSecretInput = z.output<typeof revealSecretSchema>;

export const KEY_STATUSES = ["active", "disabled", "expired", "revoked"] as const;
export const KEY_SORTS = ["created", "label", "lastUsed", "expires"] as const;
export const KEY_ROTATIONS = ["due", "overdue"] as const;
export const KEY_PAGE_SIZE = 50;

/** PostgreSQL's text cannot hold NUL, so that a filter with one is a filter that nothing matches. */
const filterText = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .transform((text) => text.replaceAll("\0", "\ufffd"));

export const listKeysSchema = z.strictObject({
  environment: z.enum(ENVIRONMENTS).optional(),
  status: z.enum(KEY_STATUSES).optional(),
  q: filterText(200).optional(),
  /** A user's shown id. */
  creator: z.string().max(64).optional(),
  scope: filterText(100).optional(),
  /** Not used for that many days (or never, and created before); `never`: no use at all. */
  idle: z.enum(["30", "90", "never"]).optional(),
  /** `soon`: no longer accepted within 30 days; `none`: no expiry. */
  expiring: z.enum(["soon", "none"]).optional(),
  /** `due`: within 30 days; `overdue`: past the date that the policy asks for. */
  rotation: z.enum(KEY_ROTATIONS).optional(),
  sort: z.enum(KEY_SORTS).default("created"),
  direction: z.enum(["asc", "desc"]).default("desc"),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(KEY_PAGE_SIZE),
});
export type ListKeysQuery = z.output<typeof listKeysSchema>;

/** The management API's list: newest first, by cursor. */
export const pageKeysSchema = listKeysSchema
  .pick({ environment: true, status: true, q: true, rotation: true })
  .extend({ cursor: z.string().max(64).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) });
export type PageKeysQuery = z.output<typeof pageKeysSchema>;
