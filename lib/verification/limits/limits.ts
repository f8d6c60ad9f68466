import type { LimitState } from "@/lib/http/rate-limit-headers";

/** What a key, or a team with all its keys, may use: at most `limit` of cost in any `windowSeconds`. */
export type LimitPolicy = { limit: number; windowSeconds: number };

/** What all keys of a team share, where the provider has set a limit for them together. `id` is the team's. */
export type TeamAccount = { id: string; policy: LimitPolicy };

/**
 * Counts the calls of every key against its policy and, where there is one, its team's. In memory it answers at once; shared
 * between gateways, through a promise. Neither ever fails: where counting is not possible as configured, it is done as well as it
 * can be.
 */
export interface Limits {
  /**
   * Accepts the call and counts its cost on both accounts, or refuses it and counts nothing on either: a call has to fit into
   * both. `now` in milliseconds.
   * @returns the account that says most (decisiveState)
   */
  spend(
    keyId: string,
    policy: LimitPolicy,
    cost: number,
    now: number,
    team?: TeamAccount | null,
  ): LimitState | Promise<LimitState>;
  /** Where the key stands, spending nothing. */
  peek(keyId: string, policy: LimitPolicy, now: number, team?: TeamAccount | null): LimitState | Promise<LimitState>;
}
