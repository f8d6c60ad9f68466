import { pool } from "@/lib/db/pool";
import { errorRate, refused } from "./point";
import type { UsageRange } from "./range";
import { readCounts, SUMS, type SummedRow, storedUsage, type UsageScope } from "./stored-usage";

/** `keyId` is the uuid. `errorRate`: share of reported responses that were 4xx or 5xx, null when none was. `p95` in ms. */
export type KeyUsage = {
  keyId: string;
  requests: number;
  refused: number;
  errorRate: number | null;
  p95: number | null;
};

/** The keys of a team by what happened on them in a range, most requests first. */
export async function topKeys(scope: UsageScope, range: UsageRange, most = 100): Promise<KeyUsage[]> {
  const { sql, values } = storedUsage(scope, range);
  const { rows } = await pool().query<SummedRow & { key_id: string }>(
    `SELECT key_id, ${SUMS} FROM (${sql}) AS stored GROUP BY key_id`,
    values,
  );
  return rows
    .map((row) => {
      const counts = readCounts(row);
      return {
        keyId: row.key_id,
        requests: counts.requests,
        refused: refused(counts),
        errorRate: errorRate(counts.responses),
        p95: counts.latency?.p95 ?? null,
      };
    })
    .sort((a, b) => b.requests - a.requests || (a.keyId < b.keyId ? -1 : 1))
    .slice(0, most);
}
