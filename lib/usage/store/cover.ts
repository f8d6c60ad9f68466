import { BUCKET_END, BUCKET_START, type Level } from "./levels";

/** A stretch of time that one level holds in whole buckets; milliseconds, `to` exclusive. */
export type Stretch = { level: Level; from: number; to: number };

const FINER: Partial<Record<Level, Level>> = { days: "hours", hours: "minutes" };

/** The first beginning of a bucket at or after a moment. */
function firstStart(level: Level, ms: number): number {
  const start = BUCKET_START[level](ms);
  return start === ms ? ms : BUCKET_END[level](ms);
}

/**
 * The stretches that cover a time exactly with the fewest rows: the coarsest level where it fits, finer ones at the ends.
 * @param finest the times are whole buckets of it
 */
export function cover(from: number, to: number, finest: Level, coarsest: Level = "days"): Stretch[] {
  if (from >= to) return [];
  const finer = FINER[coarsest];
  if (coarsest === finest || finer === undefined) return [{ level: coarsest, from, to }];
  const first = firstStart(coarsest, from);
  const last = BUCKET_START[coarsest](to);
  if (first >= last) return cover(from, to, finest, finer);
  return [
    ...cover(from, first, finest, finer),
    { level: coarsest, from: first, to: last },
    ...cover(last, to, finest, finer),
  ];
}
