import type pg from "pg";
import { clock } from "@/lib/clock";
import { addUsage } from "./add-usage";
import { COUNT_COLUMNS, type CountColumn } from "./outcome";
import { pooledTransaction } from "./pooled-transaction";
import { floorTo } from "./range";
import { addSketch } from "./sketch";
import { addRow, emptyRow, type UsageRow, type UsageRows } from "./usage-rows";

// A minute that may still be written to is left alone: rolling it would only make it be rolled again.
const CLOSED_AFTER_MS = 2 * 60_000;

type StoredMinute = Record<CountColumn, string> & {
  bucket: Date;
  key_id: string;
  secret_id: string;
  team_id: string;
  environment: string;
  latency: string[];
};

function readMinute(stored: StoredMinute): UsageRow {
  const row = emptyRow({
    bucket: stored.bucket.getTime(),
    keyId: stored.key_id,
    secretId: stored.secret_id,
    teamId: stored.team_id,
    environment: stored.environment,
  });
  row.counts = COUNT_COLUMNS.map((column) => Number(stored[column]));
  addSketch(row.latency, stored.latency.map(Number));
  return row;
}

/** Locks minutes for this transaction; those another worker is at are left to it. */
async function takeMinutes(client: pg.ClientBase, before: Date, most: number): Promise<UsageRow[]> {
  const { rows } = await client.query<StoredMinute>(
    `SELECT * FROM usage_minutes WHERE NOT rolled AND bucket < $1
     ORDER BY bucket, key_id, secret_id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [before, most],
  );
  await client.query(
    `DELETE FROM usage_minutes AS u
     USING unnest($1::timestamptz[], $2::uuid[], $3::text[]) AS taken (bucket, key_id, secret_id)
     WHERE u.bucket = taken.bucket AND u.key_id = taken.key_id AND u.secret_id = taken.secret_id::char(12) AND NOT u.rolled`,
    [rows.map((row) => row.bucket), rows.map((row) => row.key_id), rows.map((row) => row.secret_id)],
  );
  return rows.map(readMinute);
}

const gather = (minutes: UsageRow[], step: "minute" | "hour" | "day"): Iterable<UsageRow> => {
  const rows: UsageRows = new Map();
  for (const minute of minutes) addRow(rows, minute, step);
  return rows.values();
};

/**
 * Adds closed minutes to their hours and days and marks them as added, in one transaction, so that hours ∪ unrolled
 * minutes is everything at every moment. Several workers may call it at once. Late events start an unrolled row of their own.
 * @param most minutes in this transaction
 * @returns how many minutes were added; fewer than `most`: nothing is left
 */
export function rollUp(most = 2_000): Promise<number> {
  const before = new Date(floorTo(clock.ms() - CLOSED_AFTER_MS, "minute"));
  return pooledTransaction(async (client) => {
    const minutes = await takeMinutes(client, before, most);
    await addUsage(client, "usage_hours", gather(minutes, "hour"));
    await addUsage(client, "usage_days", gather(minutes, "day"));
    await addUsage(client, "usage_minutes", gather(minutes, "minute"), true);
    return minutes.length;
  });
}
