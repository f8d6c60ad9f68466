import type { LimitState } from "@/lib/http/rate-limit-headers";

/** What a key may use: at most `limit` of cost in any `windowSeconds`. */
export type LimitPolicy = { limit: number; windowSeconds: number };

/**
 * Counts the calls of every key against its policy. In memory it answers at once; shared between gateways, through a promise.
 * Neither ever fails: where counting is not possible as configured, it is done as well as it can be.
 */
export interface Limits {
  /** Accepts the call and counts its cost, or refuses it and counts nothing. `now` in milliseconds. */
  spend(keyId: string, policy: LimitPolicy, cost: number, now: number): LimitState | Promise<LimitState>;
  /** Where the key stands, spending nothing. */
  peek(keyId: string, policy: LimitPolicy, now: number): LimitState | Promise<LimitState>;
}
