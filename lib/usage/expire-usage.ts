import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { KEPT_MS } from "./range";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

// An hour and a day more than promised: a chart that begins just inside still finds its first bucket whole. Segments and batches are remembered for longer than a spool file can wait or a report be accepted (7 days).
const RULES: readonly [statement: string, keptMs: number][] = [
  ["DELETE FROM usage_minutes WHERE rolled AND bucket < $1", KEPT_MS.minutes + HOUR],
  ["DELETE FROM usage_hours WHERE bucket < $1", KEPT_MS.hours + DAY],
  ["DELETE FROM usage_days WHERE bucket < $1", KEPT_MS.days],
  ["DELETE FROM usage_segments WHERE flushed_at < $1", 90 * DAY],
  ["DELETE FROM usage_batches WHERE received_at < $1", 15 * DAY],
];

/**
 * Deletes usage that is past its keeping: 48 h of minutes, 90 d of hours, 3 y of days. A minute not yet added to its hour
 * and day stays, however old.
 * @returns how many rows went
 */
export async function expireUsage(): Promise<number> {
  let gone = 0;
  for (const [statement, keptMs] of RULES) {
    const { rowCount } = await pool().query(statement, [new Date(clock.ms() - keptMs)]);
    gone += rowCount ?? 0;
  }
  return gone;
}
