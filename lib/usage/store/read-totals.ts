import { pool } from "@/lib/db/pool";
import type { UsageCounts } from "../point";
import { bucketStarts, type UsageRange, wholeBuckets } from "../range";
import type { KeyScope, TeamScope } from "../usage-store";
import { cover, type Stretch } from "./cover";
import { levelOf } from "./read-series";
import { type StoredScope, storedCounts } from "./stored";
import { LATENCIES, readCounts, SUMS, type SummedRow } from "./summed-counts";

/** A range in the fewest rows. */
export function stretchesOf(range: UsageRange): Stretch[] {
  const { from, to } = wholeBuckets(range);
  return cover(from.getTime(), to.getTime(), levelOf(range, bucketStarts(range)));
}

async function totals(
  scope: StoredScope,
  range: UsageRange,
  by: "key_id" | "secret_id",
  columns = `${SUMS}, ${LATENCIES}`,
): Promise<Map<string, UsageCounts>> {
  const { sql, values } = storedCounts("usage", scope, stretchesOf(range));
  const { rows } = await pool().query<SummedRow & { id: string }>(
    `SELECT ${by} AS id, ${columns} FROM (${sql}) AS stored GROUP BY 1`,
    values,
  );
  return new Map(rows.map((row) => [row.id, readCounts(row)]));
}

/** UsageStore.totalsByKey */
export async function readTotalsByKey(
  team: TeamScope,
  range: UsageRange,
  keyIds?: readonly string[],
): Promise<Map<string, UsageCounts>> {
  if (keyIds === undefined) return totals(team, range, "key_id", SUMS);
  return keyIds.length === 0 ? new Map() : totals({ ...team, keyIds }, range, "key_id");
}

/** UsageStore.totalsBySecret */
export const readTotalsBySecret = (key: KeyScope, range: UsageRange): Promise<Map<string, UsageCounts>> =>
  totals(key, range, "secret_id");

/** UsageStore.activeKeys */
export async function readActiveKeys(from: Date, to: Date): Promise<KeyScope[]> {
  const { rows } = await pool().query<{ team_id: string; environment: KeyScope["environment"]; key_id: string }>(
    `SELECT DISTINCT team_id, environment, key_id FROM usage_minutes
     WHERE bucket >= $1 AND bucket < $2 ORDER BY team_id, environment, key_id`,
    [from, to],
  );
  return rows.map((row) => ({ teamId: row.team_id, environment: row.environment, keyId: row.key_id }));
}
