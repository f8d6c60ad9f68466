import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { keptUsage } from "../kept-usage";
import { DAY } from "../step";
import { type Level, PARTITION_MS } from "./levels";
import { addPartitions } from "./partitions";

/** Partitions are there this long before their time comes. */
const AHEAD_MS = 3 * DAY;

// Segments and batches are remembered for longer than a spool file can wait or a report be accepted (7 days).
const RULES: readonly [table: string, column: string, keptMs: number][] = [
  ["usage_segments", "flushed_at", 90 * DAY],
  ["usage_batches", "received_at", 15 * DAY],
];

type Partition = { name: string; attached: boolean; level: Level; starts: string };

/** Every partition there is, those included that an expiry broken off has detached and not dropped. */
async function listPartitions(): Promise<Partition[]> {
  const { rows } = await pool().query<Partition>(
    `SELECT c.relname AS name, i.inhrelid IS NOT NULL AS attached, m[1] AS level, m[2] AS starts
     FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid,
       regexp_match(c.relname, '^(?:team_)?usage_(?:detail_)?(minutes|hours|days)_(\\d{8})$') AS m
     WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND m IS NOT NULL
     ORDER BY c.relname`,
  );
  return rows;
}

const endOf = ({ level, starts }: Partition): number =>
  Date.UTC(Number(starts.slice(0, 4)), Number(starts.slice(4, 6)) - 1, Number(starts.slice(6, 8))) +
  PARTITION_MS[level];

/** Are minutes left in it that no hour and day knows of yet? They wait for the roll-up, however old. */
async function isStillNeeded({ name }: Partition): Promise<boolean> {
  if (!name.startsWith("usage_minutes_")) return false;
  const { rows } = await pool().query<{ unrolled: boolean }>(
    `SELECT EXISTS (SELECT FROM ${name} WHERE NOT rolled) AS unrolled`,
  );
  return rows[0]?.unrolled ?? false;
}

async function drop({ name, attached }: Partition): Promise<void> {
  // Concurrently: readers and writers of the other partitions do not wait.
  if (attached) {
    const parent = name.slice(0, -"_YYYYMMDD".length);
    await pool().query(`ALTER TABLE ${parent} DETACH PARTITION ${name} CONCURRENTLY`);
  }
  await pool().query(`DROP TABLE ${name}`);
}

/**
 * Gives up usage that is past its keeping (lib/usage/kept-usage.ts), whole partitions at a time, and makes the partitions of
 * the days ahead. A day more than promised is kept: a chart that begins just inside finds its first bucket whole.
 * @returns what went, for the log
 */
export async function expireUsage(): Promise<string[]> {
  const now = clock.ms();
  const kept = keptUsage();
  await addPartitions([now, now + AHEAD_MS]);
  const gone: string[] = [];
  for (const partition of await listPartitions()) {
    if (partition.attached && endOf(partition) > now - kept[partition.level] - DAY) continue;
    if (await isStillNeeded(partition)) continue;
    await drop(partition);
    gone.push(partition.name);
  }
  for (const [table, column, keptMs] of RULES) {
    const { rowCount } = await pool().query(`DELETE FROM ${table} WHERE ${column} < $1`, [new Date(now - keptMs)]);
    if (rowCount) gone.push(`${rowCount} of ${table}`);
  }
  return gone;
}
