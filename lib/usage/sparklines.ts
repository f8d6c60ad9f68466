import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { OUTCOME_COLUMN, USAGE_CODES } from "./outcome";
import { floorTo, STEP_MS } from "./range";
import type { UsageScope } from "./stored-usage";

const HOURS = 24;
const REQUESTS = USAGE_CODES.map((code) => OUTCOME_COLUMN[code]).join(" + ");

/**
 * Requests by hour over the last 24 hours, the last being the one under way, of each key asked for; one query for a page.
 * @param keyIds uuids
 */
export async function sparklines(
  { teamId }: Pick<UsageScope, "teamId">,
  keyIds: readonly string[],
): Promise<Map<string, number[]>> {
  const first = floorTo(clock.ms(), "hour") - (HOURS - 1) * STEP_MS.hour;
  const lines = new Map(keyIds.map((keyId) => [keyId, new Array<number>(HOURS).fill(0)]));
  if (keyIds.length === 0) return lines;
  const where = "team_id = $1 AND key_id = ANY($2::uuid[]) AND bucket >= $3 AND bucket < $4";
  const { rows } = await pool().query<{ key_id: string; hour: number; requests: string }>(
    `SELECT key_id, floor(extract(epoch FROM bucket - $3) / 3600)::int AS hour, sum(requests)::text AS requests FROM (
       SELECT key_id, bucket, ${REQUESTS} AS requests FROM usage_hours WHERE ${where}
       UNION ALL SELECT key_id, bucket, ${REQUESTS} FROM usage_minutes WHERE ${where} AND NOT rolled
     ) AS stored GROUP BY 1, 2`,
    [teamId, keyIds, new Date(first), new Date(first + HOURS * STEP_MS.hour)],
  );
  for (const row of rows) {
    const line = lines.get(row.key_id);
    if (line !== undefined) line[row.hour] = Number(row.requests);
  }
  return lines;
}
