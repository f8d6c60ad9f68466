import { disableKey } from "@/lib/keys/disable-key";
import { enableKey } from "@/lib/keys/enable-key";
import { endSecret } from "@/lib/keys/end-secret";
import { extendSecret } from "@/lib/keys/extend-secret";
import { revokeKey } from "@/lib/keys/revoke-key";
import { rotateOldKey } from "@/lib/keys/rotate-old-key";
import {
  endSecretSchema,
  extendSecretSchema,
  keyIdSchema,
  revokeKeySchema,
  rotateOldKeySchema,
} from "@/lib/keys/schema";
import { keyAnswerSchema, rotatedKeySchema } from "@/lib/keys/view-schema";
import { keyExample, revealedExample } from "../examples";
import { KEY_ID_WORDS, SECRET_ID_WORDS } from "../field-words";
import { keptRevealed } from "../kept-revealed";
import { defineOperation } from "../operation";

const AT = "2027-01-12T10:00:00.000Z";

export const rotateKeyOperation = defineOperation({
  id: "rotateKey",
  method: "POST",
  path: "/keys/{id}/rotate",
  tag: "Rotation",
  summary: "Rotate a key",
  description:
    "A new current secret; the one it replaces is accepted until its grace is over, never longer than the key. The new secret is in this answer and no other. Send an `Idempotency-Key`, and a repeated request rotates no second time.",
  input: rotateOldKeySchema,
  params: { id: "keyId" },
  words: {
    keyId: KEY_ID_WORDS,
    graceSeconds:
      "How long the replaced secret is still accepted, up to 30 days; 0 ends it now. Without it a day, or the most that the policy allows.",
    ifSecretOlderThanSeconds:
      "Leaves a younger secret alone and answers `rotated: false`, so that a job may ask again and again.",
  },
  answer: { name: "RotatedKey", schema: rotatedKeySchema, example: { rotated: true, ...revealedExample } },
  example: { graceSeconds: 86_400 },
  refusals: [403, 404, 409],
  run: rotateOldKey,
  kept: keptRevealed,
});

export const endSecretOperation = defineOperation({
  id: "endSecret",
  method: "POST",
  path: "/keys/{id}/secrets/{secretId}/end",
  tag: "Rotation",
  summary: "End a replaced secret",
  description:
    "Ends a replaced secret before its grace is over. Ending an ended secret changes nothing; the current secret only ends with a rotation or with its key.",
  input: endSecretSchema,
  params: { id: "keyId", secretId: "secretId" },
  words: { keyId: KEY_ID_WORDS, secretId: SECRET_ID_WORDS },
  answer: { name: "KeyAnswer", schema: keyAnswerSchema, example: keyExample() },
  refusals: [403, 404, 409],
  run: async (actor, input) => ({ key: await endSecret(actor, input) }),
});

export const extendSecretOperation = defineOperation({
  id: "extendSecret",
  method: "POST",
  path: "/keys/{id}/secrets/{secretId}/extend",
  tag: "Rotation",
  summary: "Move a replaced secret's end",
  description:
    "Lets a replaced secret be accepted for longer, or for less long, while its grace is not over. Send `graceSeconds` or `endsAt`, one of them.",
  input: extendSecretSchema,
  params: { id: "keyId", secretId: "secretId" },
  words: {
    keyId: KEY_ID_WORDS,
    secretId: SECRET_ID_WORDS,
    graceSeconds: "For how long from now, up to 30 days after the rotation.",
    endsAt: "The moment itself.",
  },
  answer: { name: "KeyAnswer", schema: keyAnswerSchema, example: keyExample() },
  example: { graceSeconds: 86_400 },
  refusals: [403, 404, 409],
  run: async (actor, input) => ({ key: await extendSecret(actor, input) }),
});

export const revokeKeyOperation = defineOperation({
  id: "revokeKey",
  method: "POST",
  path: "/keys/{id}/revoke",
  tag: "Keys",
  summary: "Revoke a key",
  description:
    "Ends a key for good, on every gateway, once this has answered. Revoking a revoked key changes nothing, so that a retry is safe.",
  input: revokeKeySchema,
  params: { id: "keyId" },
  words: {
    keyId: KEY_ID_WORDS,
    reason: { says: "Up to 500 characters, for the audit trail.", schema: { type: "string", maxLength: 500 } },
  },
  answer: {
    name: "KeyAnswer",
    schema: keyAnswerSchema,
    example: keyExample({ status: "revoked", revokedAt: AT, revokeReason: "leaked" }),
  },
  example: { reason: "leaked" },
  refusals: [403, 404],
  run: async (actor, input) => ({ key: await revokeKey(actor, input) }),
});

export const disableKeyOperation = defineOperation({
  id: "disableKey",
  method: "POST",
  path: "/keys/{id}/disable",
  tag: "Keys",
  summary: "Disable a key",
  description: "Stops a key at once, until it is enabled again.",
  input: keyIdSchema,
  params: { id: "keyId" },
  words: { keyId: KEY_ID_WORDS },
  answer: {
    name: "KeyAnswer",
    schema: keyAnswerSchema,
    example: keyExample({ status: "disabled", disabledAt: AT }),
  },
  refusals: [403, 404, 409],
  run: async (actor, input) => ({ key: await disableKey(actor, input) }),
});

export const enableKeyOperation = defineOperation({
  id: "enableKey",
  method: "POST",
  path: "/keys/{id}/enable",
  tag: "Keys",
  summary: "Enable a key",
  description: "Lets a disabled key pass again.",
  input: keyIdSchema,
  params: { id: "keyId" },
  words: { keyId: KEY_ID_WORDS },
  answer: { name: "KeyAnswer", schema: keyAnswerSchema, example: keyExample() },
  refusals: [403, 404, 409],
  run: async (actor, input) => ({ key: await enableKey(actor, input) }),
});
