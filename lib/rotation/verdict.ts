import type { KeyStatus, SecretStatus } from "@/lib/keys/status";
import type { RotationCaller } from "./rotation-callers";
import type { SecretRhythm } from "./secret-rhythm";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Without better evidence a replaced secret is idle once nobody has called with it for so long. */
export const IDLE_MS = 2 * HOUR;
/** With everybody known to have moved, so many usual pauses without a call are enough, and never less than a minute. */
const PAUSES = 20;
const LEAST_MS = MINUTE;
/** Called in fewer hours than that, of a day or more, a secret has no rhythm that its silence could be held against. */
const SELDOM_HOURS = 3;

/**
 * What can be said of ending a replaced secret now. Milliseconds; `silence`: since the last accepted call, null: there was none.
 * - `in_use`: somebody called with it within two hours. `callers` have not moved
 * - `settling`: everybody known has moved; safe at `safeAt` if nobody calls until then
 * - `waiting`: nobody calls, but by its own rhythm somebody may still, until `safeAt`
 * - `refused`: the key itself is refused, so that no call tells anything
 */
export type Verdict =
  | { kind: "ended" }
  | { kind: "refused"; keyStatus: Exclude<KeyStatus, "active"> }
  | { kind: "in_use"; silence: number; callers: number }
  | { kind: "settling"; silence: number; safeAt: number }
  | {
      kind: "waiting";
      silence: number;
      safeAt: number;
      sinceRotation: boolean;
      because: "rotated_lately" | "pauses" | "seldom";
      longestPause: number;
    }
  | { kind: "safe"; because: "never_used" | "never_accepted"; notSeen: number }
  | { kind: "safe"; because: "moved"; silence: number; usualPause: number | null; callers: number; notSeen: number }
  | { kind: "safe"; because: "idle"; silence: number; sinceRotation: boolean; notSeen: number };

export type VerdictFacts = {
  now: number;
  keyStatus: KeyStatus;
  secretStatus: SecretStatus;
  rotatedAt: number;
  /** The last accepted call; null: none for as long as is known. */
  lastCallAt: number | null;
  rhythm: SecretRhythm;
  callers: readonly Pick<RotationCaller, "state" | "lastAt">[];
  /** Whether there were more callers than are kept apart: then nobody can say that all have moved. */
  hasOthers: boolean;
};

const within = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value));

/** How long silence has to last before it says that nobody is left. */
function neededSilence({ rhythm }: VerdictFacts): { needed: number; because: "rotated_lately" | "pauses" | "seldom" } {
  if (rhythm.watched >= DAY && rhythm.activeHours > 0 && rhythm.activeHours < SELDOM_HOURS) {
    return { needed: 7 * DAY, because: "seldom" };
  }
  return rhythm.longestPause > IDLE_MS
    ? { needed: rhythm.longestPause, because: "pauses" }
    : { needed: IDLE_MS, because: "rotated_lately" };
}

/**
 * Pure: whether a replaced secret can be ended without anybody being refused who is accepted now (product R3). Silence is held
 * against the secret's own rhythm: once everybody who was known before calls with a newer secret, 20 usual pauses are enough;
 * otherwise two hours, or the longest time that it was silent before.
 */
export function rotationVerdict(facts: VerdictFacts): Verdict {
  const { now, keyStatus, secretStatus, rotatedAt, lastCallAt, rhythm, callers, hasOthers } = facts;
  if (secretStatus === "ended") return { kind: "ended" };
  if (keyStatus !== "active") return { kind: "refused", keyStatus };
  const counted = callers.filter(({ state }) => state !== "refused");
  const of = (state: RotationCaller["state"]): number => counted.filter((caller) => caller.state === state).length;
  const notSeen = of("not_seen");
  if (lastCallAt === null) {
    return { kind: "safe", because: callers.length === 0 ? "never_used" : "never_accepted", notSeen };
  }

  const silence = Math.max(0, now - lastCallAt);
  const sinceRotation = lastCallAt < rotatedAt;
  if (counted.length > 0 && of("moved") === counted.length && !hasOthers) {
    const needed = within(LEAST_MS, PAUSES * (rhythm.usualPause ?? IDLE_MS), IDLE_MS);
    if (silence < needed) return { kind: "settling", silence, safeAt: lastCallAt + needed };
    const { usualPause } = rhythm;
    return { kind: "safe", because: "moved", silence, usualPause, callers: counted.length, notSeen };
  }
  if (silence < IDLE_MS && !sinceRotation) {
    const stays = counted.filter(
      ({ state, lastAt }) => (state === "on_old" || state === "on_both") && now - Date.parse(lastAt) < IDLE_MS,
    );
    return { kind: "in_use", silence, callers: stays.length };
  }
  const { needed, because } = neededSilence(facts);
  if (silence >= needed) return { kind: "safe", because: "idle", silence, sinceRotation, notSeen };
  const { longestPause } = rhythm;
  return { kind: "waiting", silence, safeAt: lastCallAt + needed, sinceRotation, because, longestPause };
}
