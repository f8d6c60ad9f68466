import type { FieldWords } from "./operation";

// Words for fields that several operations take.

export const KEY_ID_WORDS = "The key's id, such as `key_01k9y3v8qhe5sbm4d2t7x6c0np`.";
export const SECRET_ID_WORDS = "The secret's public id: twelve characters, which the key's view lists.";
export const CURSOR_WORDS = "`nextCursor` of the page before; without it the first page.";
export const LIMIT_WORDS = "How many at most, 1 to 200.";

/** A key's policy, as create and edit take it. */
export const POLICY_WORDS = {
  label: {
    says: "1 to 100 characters of any script, at least one of them visible.",
    schema: { type: "string", minLength: 1, maxLength: 100 },
  },
  note: { says: "Up to 1,000 characters, or null.", schema: { type: ["string", "null"], maxLength: 1_000 } },
  scopes: "What the key may do: names out of the catalogue, of those that you may grant.",
  allowedIps: "IPv4 and IPv6 addresses and CIDR ranges the key may be used from; empty: any.",
  rateLimit: "So many verifications in any window of so many seconds.",
  expiresAt: "When the key ends, in the future; null: never, where the provider allows it.",
  metadata: {
    says: "Your own JSON, up to 4,096 bytes; the gateway's answers carry it.",
    schema: { type: "object", additionalProperties: true },
  },
} as const satisfies Record<string, FieldWords>;

export const RANGE_WORDS = {
  from: "Where the range begins; without it a day before `to`.",
  to: "Where it ends, exclusive; without it, and at the latest, now.",
  step: "How long a point is; days are days of UTC. Without it what makes a readable series. At most 3,000 points.",
} as const satisfies Record<string, FieldWords>;
