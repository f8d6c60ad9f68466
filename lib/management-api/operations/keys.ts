import { createKey } from "@/lib/keys/create-key";
import { editKey } from "@/lib/keys/edit-key";
import { getKey } from "@/lib/keys/get-key";
import { pageKeys } from "@/lib/keys/page-keys";
import { createKeySchema, editKeySchema, keyIdSchema, pageKeysSchema } from "@/lib/keys/schema";
import { keyAnswerSchema, keyPageSchema, revealedKeySchema } from "@/lib/keys/view-schema";
import { keyExample, revealedExample } from "../examples";
import { CURSOR_WORDS, KEY_ID_WORDS, LIMIT_WORDS, POLICY_WORDS } from "../field-words";
import { keptRevealed } from "../kept-revealed";
import { defineOperation } from "../operation";

export const listKeys = defineOperation({
  id: "listKeys",
  method: "GET",
  path: "/keys",
  tag: "Keys",
  summary: "List keys",
  description: "The team's keys, newest first. Revoked keys stay listed.",
  input: pageKeysSchema,
  words: {
    environment: "Only keys of this environment.",
    status: "Only keys of this status.",
    q: "Only keys with this in their label or their public id.",
    rotation: "Only keys that are to be rotated within 30 days (`due`), or that should have been (`overdue`).",
    cursor: CURSOR_WORDS,
    limit: LIMIT_WORDS,
  },
  answer: { name: "KeyPage", schema: keyPageSchema, example: { keys: [keyExample().key], nextCursor: null } },
  refusals: [],
  run: pageKeys,
});

export const createKeyOperation = defineOperation({
  id: "createKey",
  method: "POST",
  path: "/keys",
  tag: "Keys",
  summary: "Create a key",
  description:
    "A new key with its first secret. The secret is in this answer and no other: keep it before anything else. Send an `Idempotency-Key`, and a repeated request makes no second key.",
  input: createKeySchema,
  words: {
    ...POLICY_WORDS,
    expiresAt:
      "When the key ends, in the future; null: never, where the policy allows it. Without it what the policy says.",
    environment: "Where the key works; it never works in the other one.",
  },
  answer: { name: "RevealedKey", schema: revealedKeySchema, example: revealedExample },
  example: {
    label: "Production - Payment Service",
    environment: "live",
    scopes: ["read"],
    allowedIps: ["203.0.113.0/24"],
    rateLimit: { limit: 1_000, windowSeconds: 60 },
    expiresAt: "2028-01-12T09:30:00Z",
    metadata: { service: "payments" },
  },
  status: 201,
  refusals: [403],
  run: createKey,
  kept: keptRevealed,
});

export const getKeyOperation = defineOperation({
  id: "getKey",
  method: "GET",
  path: "/keys/{id}",
  tag: "Keys",
  summary: "Read a key",
  description: "One key with its policy, its secrets (masked) and when each was last used.",
  input: keyIdSchema,
  params: { id: "keyId" },
  words: { keyId: KEY_ID_WORDS },
  answer: { name: "KeyAnswer", schema: keyAnswerSchema, example: keyExample() },
  refusals: [404],
  run: async (actor, { keyId }) => ({ key: await getKey(actor, keyId) }),
});

export const editKeyOperation = defineOperation({
  id: "editKey",
  method: "PATCH",
  path: "/keys/{id}",
  tag: "Keys",
  summary: "Edit a key",
  description:
    "Changes the fields that are sent and leaves the others. A policy belongs to the key: it holds for all of its secrets, on every gateway, once this has answered.",
  input: editKeySchema,
  params: { id: "keyId" },
  words: { ...POLICY_WORDS, keyId: KEY_ID_WORDS },
  answer: { name: "KeyAnswer", schema: keyAnswerSchema, example: keyExample({ scopes: ["read", "write"] }) },
  example: { scopes: ["read", "write"] },
  refusals: [403, 404, 409],
  run: async (actor, input) => ({ key: await editKey(actor, input) }),
});
