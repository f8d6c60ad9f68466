import { z } from "zod";
import { exactly } from "@/lib/exactly";
import { ENVIRONMENTS } from "./environment";
import { KEY_STATUSES } from "./schema";
import { SECRET_STATUSES } from "./status";
import type { KeyView, LastUse, RevealedKey, RotatedKey, SecretView } from "./view";

// What the management API's document says of a key. A member that view.ts has and these lack fails the build.

const moment = z.iso.datetime();

export const lastUseSchema = exactly<LastUse>()(
  z
    .object({
      at: moment,
      ip: z.string().nullable(),
      country: z.string().nullable().describe("Where the address is registered, ISO 3166-1 alpha-2."),
      userAgent: z.string().nullable(),
    })
    .describe("The last verification with a secret."),
);

export const secretViewSchema = exactly<SecretView>()(
  z
    .object({
      id: z.string().describe("The public id inside the secret; of an imported one, the id it was given."),
      masked: z.string().describe("Prefix, environment, four stars and the last four characters."),
      imported: z
        .boolean()
        .describe("Made elsewhere: known here by its hash alone, so it can be rotated and not shown."),
      madeAt: moment.nullable().describe("Of an imported one: when it was made elsewhere, if its importer told."),
      status: z
        .enum(SECRET_STATUSES)
        .describe("`ending`: still accepted, in a rotation's grace. `ended`: never accepted again."),
      createdAt: moment,
      endsAt: moment.nullable().describe("Null: the current secret."),
      lastUsed: lastUseSchema.nullable(),
    })
    .describe("One of a key's secrets, without the secret itself."),
);

export const keyViewSchema = exactly<KeyView>()(
  z
    .object({
      id: z.string().describe("Never changes, also when the key is rotated."),
      label: z.string(),
      note: z.string().nullable(),
      environment: z.enum(ENVIRONMENTS),
      status: z.enum(KEY_STATUSES).describe("Derived from the key's facts at the moment of the answer."),
      endedBy: z
        .enum(["expiry", "rotation"])
        .nullable()
        .describe(
          "Why it is `expired`: its expiry, or a rotation that is overdue and cures it. Null in every other status.",
        ),
      masked: z.string().describe("The current secret, masked."),
      scopes: z.array(z.string()),
      allowedIps: z.array(z.string()).describe("Addresses and ranges the key may be used from; empty: any."),
      rateLimit: z.object({ limit: z.int(), windowSeconds: z.int() }),
      metadata: z.record(z.string(), z.unknown()),
      createdAt: moment,
      createdBy: z.object({ id: z.string().nullable(), name: z.string() }),
      updatedAt: moment,
      expiresAt: moment.nullable(),
      rotateBy: moment.nullable().describe("By when the policy asks for the current secret to be rotated."),
      rotationEnforced: z
        .boolean()
        .describe("From `rotateBy` on the key is refused (status `expired`) until it is rotated."),
      disabledAt: moment.nullable(),
      revokedAt: moment.nullable(),
      revokeReason: z.string().nullable(),
      lastUsed: lastUseSchema.nullable(),
      secrets: z
        .array(secretViewSchema)
        .describe("Newest first. More than one that has not ended: a rotation is under way."),
    })
    .describe("A key, without its secret."),
);

const secret = z
  .string()
  .describe("The secret, in this answer and no other. In an answer that is replayed it is masked.");

export const revealedKeySchema = exactly<RevealedKey>()(z.object({ key: keyViewSchema, secret }));

export const rotatedKeySchema = exactly<RotatedKey>()(
  z
    .discriminatedUnion("rotated", [
      z.object({ rotated: z.literal(true), key: keyViewSchema, secret }),
      z.object({ rotated: z.literal(false), key: keyViewSchema }).describe("The secret was younger than asked for."),
    ])
    .describe("`rotated` says whether there is a new secret."),
);

export const keyAnswerSchema = z.object({ key: keyViewSchema });
export const keyPageSchema = z.object({
  keys: z.array(keyViewSchema),
  nextCursor: z.string().nullable().describe("`cursor` of the next page; null: this is the last one."),
});
