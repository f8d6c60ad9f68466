import { pool } from "@/lib/db/pool";
import { OUTCOME_COLUMN, USAGE_CODES } from "../outcome";
import type { UsageRange } from "../range";
import type { TeamRequests } from "../usage-store";
import { stretchesOf } from "./read-totals";

const REQUESTS = USAGE_CODES.map((code) => OUTCOME_COLUMN[code]).join(" + ");

/** UsageStore.requestsByTeam */
export async function readRequestsByTeam(
  teamIds: readonly string[],
  range: UsageRange,
): Promise<Map<string, TeamRequests>> {
  if (teamIds.length === 0) return new Map();
  const values: unknown[] = [teamIds];
  const selects = stretchesOf(range).flatMap(({ level, from, to }) => {
    const time = `bucket >= $${values.push(new Date(from))} AND bucket < $${values.push(new Date(to))}`;
    const where = `team_id = ANY ($1::uuid[]) AND environment IN ('live', 'test') AND ${time}`;
    return [`team_usage_${level} WHERE ${where}`, `usage_minutes WHERE ${where} AND NOT rolled`];
  });
  const stored = selects.map((from) => `SELECT team_id, bucket, ${REQUESTS} AS requests FROM ${from}`);
  const { rows } = await pool().query<{ team_id: string; requests: string; last_at: Date }>(
    `SELECT team_id, sum(requests)::text AS requests, max(bucket) AS last_at
     FROM (${stored.join("\nUNION ALL ")}) AS stored WHERE requests > 0 GROUP BY 1`,
    values,
  );
  return new Map(rows.map((row) => [row.team_id, { requests: Number(row.requests), lastAt: row.last_at }]));
}
