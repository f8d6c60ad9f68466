/** What the key's owner wrote on it. Augment it with your own: `declare module "latchkey" { interface KeyMetadata { plan: string } }`. */
export interface KeyMetadata {
  [name: string]: unknown;
}

/** The key behind a presented secret. Times are ISO 8601. */
export type VerifiedKey = {
  id: string;
  label: string;
  environment: "live" | "test";
  teamId: string;
  scopes: string[];
  metadata: KeyMetadata;
  expiresAt: string | null;
  /** Which of the key's secrets was presented; `endsAt` is the end of a rotation's grace. */
  secret: { id: string; endsAt: string | null };
};

/** Where the key stands with its limit. `reset`: epoch seconds. */
export type RateLimit = { limit: number; remaining: number; reset: number; windowSeconds: number };

type Common = {
  /** Names this answer in the dashboard's explainer. */
  requestId: string;
  /** What belongs on the answer to the caller. */
  headers: Record<string, string>;
};

export type Accepted = Common & { valid: true; code: "VALID"; status: 200; key: VerifiedKey; rateLimit: RateLimit };

/** No key was found. */
export type Unknown = Common & {
  valid: false;
  code: "MALFORMED" | "NOT_FOUND";
  status: 401;
  key: null;
  rateLimit: null;
};

/** The key is there and may not do this. */
export type Forbidden = Common & { valid: false; key: VerifiedKey; rateLimit: RateLimit } & (
    | { code: "EXPIRED" | "REVOKED" | "DISABLED"; status: 401 }
    | { code: "IP_FORBIDDEN" | "INSUFFICIENT_SCOPE" | "ENVIRONMENT_MISMATCH"; status: 403 }
    | { code: "RATE_LIMITED"; status: 429 }
  );

/** Too many unknown keys came from the caller's address, so that this one was not looked up. */
export type Throttled = Common & { valid: false; code: "RATE_LIMITED"; status: 429; key: null; rateLimit: null };

/** What the gateway decided; `status` is what your API should answer. */
export type Decided = Accepted | Unknown | Forbidden | Throttled;

/** The gateway could not be asked. `valid` is what you chose with `onOutage`. */
export type Undecided = Omit<Common, "requestId"> & { code: "UNAVAILABLE"; key: null; rateLimit: null } & (
    | { valid: true; status: 200 }
    | { valid: false; status: 503 }
  ) & { requestId: string | null };

/** The answer to a question, told apart by `code`. */
export type Decision = Decided | Undecided;

export type DecisionCode = Decision["code"];
