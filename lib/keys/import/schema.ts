import { z } from "zod";
import { createKeySchema } from "../schema";
import { readHash } from "./read-hash";

export const MOST_KEYS_AT_ONCE = 1_000;
const LONGEST_EXTERNAL_ID = 200;
const BAD_TEXT = /[\p{Cc}\p{Cs}]/u;

const hash = z.string("Give the SHA-256 of the whole secret, in hexadecimal or base64.").transform((text, context) => {
  const read = readHash(text);
  if (read !== null) return read;
  // The text itself is not quoted: somebody may have put the secret there.
  context.addIssue({
    code: "custom",
    message: "This is no SHA-256: 64 hexadecimal digits, or 43 characters of base64.",
  });
  return z.NEVER;
});

/** One key made elsewhere: the policy as of a key that is created here, and its secret's hash instead of a secret. */
export const importedKeySchema = createKeySchema.extend({
  hash,
  prefix: z
    .string()
    .regex(/^[!-~]{0,32}$/, "At most 32 visible ASCII characters, without spaces.")
    .default(""),
  lastFour: z
    .string()
    .regex(/^[!-~]{4}$/, "The secret's last four characters, visible ASCII.")
    .nullable()
    .default(null),
  createdAt: z.iso
    .datetime({ offset: true, error: "A date and time such as 2024-01-31T00:00:00Z." })
    .transform((text) => new Date(text))
    .nullable()
    .default(null),
  externalId: z
    .string()
    .min(1)
    .max(LONGEST_EXTERNAL_ID, `At most ${LONGEST_EXTERNAL_ID} characters.`)
    .refine((text) => !BAD_TEXT.test(text), "An id cannot hold control characters.")
    .optional(),
});
export type ImportedKey = z.output<typeof importedKeySchema>;

/** Each key is judged by `importedKeySchema` by itself, so that what is wrong is said of all at once. */
export const importKeysSchema = z.strictObject({
  keys: z.array(z.record(z.string(), z.unknown())).min(1).max(MOST_KEYS_AT_ONCE),
  dryRun: z.boolean().default(false),
  skipInvalid: z.boolean().default(false),
});
