import { DAY } from "@/lib/usage/step";
import type { Finding } from "./finding";

const LEAST_IDLE_DAYS = 30;
// A key that is used once a month sleeps as long each time.
const SIMILAR = [0.75, 1.33] as const;
const HABIT_PAUSES = 2;

/** When the key was used before the hour. */
export type PastUse = {
  /** Milliseconds; null: never. */
  lastAt: number | null;
  /** Earlier stretches of three weeks and more without use, in milliseconds. */
  pauses: readonly number[];
};

/** Does this past hold a pause that the rule may speak of? Asked first, since a past is long to read. */
export const isIdle = (lastAt: number, from: number): boolean => from - lastAt >= LEAST_IDLE_DAYS * DAY;

/** Used again after thirty days and more without any use. */
export function idleUse(
  hour: { from: number; to: number },
  requests: number,
  { lastAt, pauses }: PastUse,
): Finding<"idle_use"> | null {
  if (requests === 0 || lastAt === null || !isIdle(lastAt, hour.from)) return null;
  const idle = hour.from - lastAt;
  const similar = pauses.filter((pause) => pause >= SIMILAR[0] * idle && pause <= SIMILAR[1] * idle);
  if (similar.length >= HABIT_PAUSES) return null;
  const idleDays = Math.floor(idle / DAY);
  return {
    ...hour,
    excess: idleDays / LEAST_IDLE_DAYS,
    evidence: {
      kind: "idle_use",
      requests,
      lastUsedAt: new Date(lastAt).toISOString(),
      idleDays,
      threshold: LEAST_IDLE_DAYS,
    },
  };
}
