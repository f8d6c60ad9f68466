import type { Environment } from "@/lib/keys/environment";
import type { Breakdown } from "./breakdown";
import type { Usage, UsageCounts, UsagePoint } from "./point";
import type { UsageRange } from "./range";
import type { Flushed, Segment } from "./spool/segment";

/** Whose usage: a team's, narrowed to a key and to one of its secrets. teamId and keyId are uuids, secretId a public id. */
export type UsageScope = { teamId: string; environment: Environment; keyId?: string; secretId?: string };
/** All keys of a team in an environment. */
export type TeamScope = Pick<UsageScope, "teamId" | "environment">;
export type KeyScope = TeamScope & { keyId: string };

/** `lastAt`: the beginning of the last bucket with a request; of days gone by that is the day. */
export type TeamRequests = { requests: number; lastAt: Date };

/**
 * Where usage is kept. Everything that counts, rolls up, expires or reads it goes through here, so that another engine can
 * stand behind it. An implementation passes `usage-store-conformance.ts`.
 *
 * Counting is exact: a segment and a batch of reports count once however often they come, a call counts in its own minute
 * however late, and what is counted is in every answer at once. A range is rounded outwards to whole buckets of its step.
 */
export interface UsageStore {
  /** Counts closed spool segments, all or none. */
  count(segments: readonly Segment[]): Promise<Flushed[]>;
  /** Condenses up to `most` closed minutes; several processes may call it at once. @returns whether anything is left to do */
  rollUp(most?: number): Promise<boolean>;
  /** Gives up what is past its keeping. @returns what went, in words, for the log */
  expire(): Promise<string[]>;
  /** By bucket and in total: every bucket of the range is there, in order. */
  series(scope: UsageScope, range: UsageRange): Promise<Usage>;
  /** The same buckets for each key asked for; `latency` is null. */
  seriesByKey(team: TeamScope, range: UsageRange, keyIds: readonly string[]): Promise<Map<string, UsagePoint[]>>;
  /**
   * In total, of each of these keys that has any; without `keyIds` of all of the team's, `latency` null. A page asks for keys
   * that `breakdown` names: of a team with thousands of keys all of them take a second.
   */
  totalsByKey(team: TeamScope, range: UsageRange, keyIds?: readonly string[]): Promise<Map<string, UsageCounts>>;
  /** In total, of each secret of a key that has any. */
  totalsBySecret(key: KeyScope, range: UsageRange): Promise<Map<string, UsageCounts>>;
  /** Verifications about the keys of each of these teams, in both environments; a team without any is left out. */
  requestsByTeam(teamIds: readonly string[], range: UsageRange): Promise<Map<string, TeamRequests>>;
  /** Who called, from where, what for. */
  breakdown(scope: UsageScope, range: UsageRange): Promise<Breakdown>;
  /** The keys of any team with a verification between two moments; for the worker. */
  activeKeys(from: Date, to: Date): Promise<KeyScope[]>;
}
