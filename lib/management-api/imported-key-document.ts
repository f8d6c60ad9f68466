import { importedKeySchema } from "@/lib/keys/import/schema";
import { worded } from "./document-request";
import { POLICY_WORDS } from "./field-words";
import type { FieldWords } from "./operation";
import { inputSchema, type JsonSchema } from "./to-json-schema";

const WORDS: Record<keyof typeof importedKeySchema.shape, FieldWords> = {
  ...POLICY_WORDS,
  environment: "Where the key works; it never works in the other one.",
  expiresAt:
    "When the key ends, in the future; null: never, where the policy allows it. Without it what the policy says.",
  hash: "SHA-256 of the whole secret as callers present it, in hexadecimal or base64. The secret itself is never sent.",
  prefix: "What the secret begins with, to show it by: `sk_live_` makes `sk_live_****o5p6`.",
  lastFour: "The secret's last four characters, to show it by.",
  createdAt: "When the secret was made, to show. Lifetime and rotation count from the import.",
  externalId: "What you call the key elsewhere; it becomes `externalId` in the key's metadata.",
};

/** One of an import's keys, as the document describes it: the keys are judged one by one, and so are no part of the body's own schema. */
export function importedKeyDocument(): JsonSchema {
  const { properties = {}, required } = inputSchema(importedKeySchema) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  const fields = Object.entries(properties).map(([field, schema]) => [
    field,
    worded(schema, WORDS[field as keyof typeof WORDS]),
  ]);
  return { type: "object", properties: Object.fromEntries(fields), required, additionalProperties: false };
}
