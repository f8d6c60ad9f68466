import { STATUS_OF, type VerificationCode } from "./code";

/** Everything a call with a key can be refused for: an outcome of the verification, or trouble before or around it. */
export type RefusalCause =
  | Exclude<VerificationCode, "VALID">
  | "NO_KEY"
  | "TWO_KEYS"
  | "TEAM_LIMITED"
  | "TOO_MANY_UNKNOWN"
  | "UNAVAILABLE";

export type Refusal = { status: 400 | 401 | 403 | 429 | 503; detail: string };

// The same to the byte for all of them: the difference is nobody's who does not own the key.
const UNAUTHORIZED = "Present a valid API key as Authorization: Bearer … or as X-API-Key.";

const DETAILS = {
  TWO_KEYS: "The request presents two different credentials. Send one.",
  NO_KEY: UNAUTHORIZED,
  MALFORMED: UNAUTHORIZED,
  TOO_MANY_UNKNOWN:
    "Too many unknown API keys came from this address. Check the key; Retry-After says when to come back.",
  NOT_FOUND: UNAUTHORIZED,
  ENVIRONMENT_MISMATCH: "This API key belongs to the other environment.",
  REVOKED: UNAUTHORIZED,
  EXPIRED: UNAUTHORIZED,
  DISABLED: UNAUTHORIZED,
  IP_FORBIDDEN: "This API key may not be used from this address.",
  INSUFFICIENT_SCOPE: "This API key does not have every scope that this call needs.",
  RATE_LIMITED: "The rate limit of this API key is used up. Retry-After says when to come back.",
  TEAM_LIMITED: "The rate limit of all API keys of this team together is used up. Retry-After says when to come back.",
  UNAVAILABLE: "The gateway cannot answer right now. Try again in a second.",
} as const satisfies Record<RefusalCause, string>;

const AROUND = { TWO_KEYS: 400, NO_KEY: 401, TOO_MANY_UNKNOWN: 429, TEAM_LIMITED: 429, UNAVAILABLE: 503 } as const;

const statusOf = (cause: RefusalCause): Refusal["status"] =>
  cause in AROUND
    ? AROUND[cause as keyof typeof AROUND]
    : (STATUS_OF[cause as Exclude<VerificationCode, "VALID">] as Refusal["status"]);

/** In the order in which they are looked for; trouble of the gateway itself can come at any point. */
export const REFUSAL_CAUSES = Object.keys(DETAILS) as RefusalCause[];

/** The one list of what a refused caller is told: the gateway answers with it, and the documentation shows it. */
export const REFUSALS = Object.fromEntries(
  REFUSAL_CAUSES.map((cause) => [cause, { status: statusOf(cause), detail: DETAILS[cause] }]),
) as Record<RefusalCause, Refusal>;
