import type pg from "pg";
import { COUNT_COLUMNS } from "./outcome";
import { toSketch } from "./sketch";
import type { UsageRow } from "./usage-rows";

export type UsageTable = "usage_minutes" | "usage_hours" | "usage_days";

const WHO = ["bucket", "key_id", "secret_id", "team_id", "environment"];
const TYPES = [
  "bucket timestamptz",
  "key_id uuid",
  "secret_id char(12)",
  "team_id uuid",
  'environment "Environment"',
  ...COUNT_COLUMNS.map((column) => `${column} bigint`),
  "latency bigint[]",
].join(", ");

// Sorted, in this order in every statement that takes these rows' locks, so that two writers never wait for each other.
const statement = (table: UsageTable, rolled: boolean): string => {
  const more = table === "usage_minutes";
  const columns = [...WHO, ...COUNT_COLUMNS, "latency"].join(", ");
  return `INSERT INTO ${table} AS u (${columns}${more ? ", rolled" : ""})
    SELECT ${columns}${more ? `, ${rolled}` : ""} FROM jsonb_to_recordset($1) AS r (${TYPES})
    ORDER BY bucket, key_id, secret_id
    ON CONFLICT (key_id, bucket, secret_id${more ? ", rolled" : ""}) DO UPDATE SET
      ${COUNT_COLUMNS.map((column) => `${column} = u.${column} + EXCLUDED.${column}`).join(", ")},
      latency = merge_latency(u.latency, EXCLUDED.latency)`;
};

/** Adds the rows to what the table holds, in one statement. Rows of one call are distinct by bucket, key and secret. */
export async function addUsage(
  client: pg.ClientBase,
  table: UsageTable,
  rows: Iterable<UsageRow>,
  rolled = false,
): Promise<void> {
  const records = Array.from(rows, (row) => ({
    bucket: new Date(row.bucket).toISOString(),
    key_id: row.keyId,
    secret_id: row.secretId,
    team_id: row.teamId,
    environment: row.environment,
    ...Object.fromEntries(COUNT_COLUMNS.map((column, i) => [column, row.counts[i] ?? 0])),
    latency: toSketch(row.latency),
  }));
  if (records.length === 0) return;
  await client.query(statement(table, rolled), [JSON.stringify(records)]);
}
