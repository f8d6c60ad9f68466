import type { RefusalCause } from "@/lib/verification/refusal";

/** Why a call was refused, and what its caller does about it. A cause without words does not compile. */
export const REFUSAL_WORDS: Record<RefusalCause, { when: string; next: string }> = {
  TWO_KEYS: { when: "Two different keys came with one call.", next: "Send the key once, in one header." },
  NO_KEY: { when: "No key came with the call.", next: "Send it in the Authorization header." },
  MALFORMED: {
    when: "What came is no key: a typo, or a part of one is missing.",
    next: "Copy the whole key again.",
  },
  TOO_MANY_UNKNOWN: {
    when: "The address has sent too many keys that nobody knows. Keys in use are not affected.",
    next: "Stop trying, check the key, and come back after the seconds in Retry-After.",
  },
  NOT_FOUND: { when: "It has a key's form, and nobody knows it.", next: "Check which deployment it was made on." },
  ENVIRONMENT_MISMATCH: {
    when: "A live key was used where a test key belongs, or the other way round.",
    next: "Use a key of the environment you call.",
  },
  REVOKED: {
    when: "The key was revoked, or this secret of it was replaced and its grace is over.",
    next: "Deploy the current secret, or create a new key.",
  },
  EXPIRED: {
    when: "The key's expiry has passed, or a rotation that is demanded is overdue.",
    next: "Give it a later expiry, or rotate it, on the dashboard.",
  },
  DISABLED: { when: "The key is disabled.", next: "Find out why, then enable it on the dashboard." },
  IP_FORBIDDEN: {
    when: "The key has an allow list, and the call came from another address.",
    next: "Call from an address of the list, or add this one.",
  },
  INSUFFICIENT_SCOPE: {
    when: "The key lacks a scope that the call needs; WWW-Authenticate names them.",
    next: "Give the key the scope, or use a key that has it.",
  },
  RATE_LIMITED: {
    when: "The key's rate limit is used up. Refused calls spend nothing of it.",
    next: "Wait for the seconds in Retry-After, then go on.",
  },
  TEAM_LIMITED: {
    when: "The limit that the provider set for all keys of the team together is used up.",
    next: "Wait for the seconds in Retry-After; find the key that makes the most calls on the Usage page.",
  },
  UNAVAILABLE: {
    when: "Nobody can say right now whether the key is good. The key is not the cause.",
    next: "Wait for the seconds in Retry-After, then try again. Keep the key.",
  },
};
