import { pool } from "@/lib/db/pool";
import { noCounts, type Usage, type UsageCounts } from "./point";
import { bucketStarts, STEP_MS, type UsageRange, wholeBuckets } from "./range";
import type { SketchBins } from "./sketch";
import { addCounts, latencyOf, readCounts, SUMS, type SummedRow, storedUsage, type UsageScope } from "./stored-usage";

export type { UsageScope } from "./stored-usage";

/**
 * What happened in a range, by bucket and in total. Every bucket of the range is there, in order, whether anything happened
 * in it or not. Exact at every moment: flushed usage is in it before, during and after it is rolled up.
 * @param range rounded outwards to whole buckets of its step (UTC); the step comes from range.ts, which knows what is kept
 */
export async function queryUsage(scope: UsageScope, range: UsageRange): Promise<Usage> {
  const { sql, values } = storedUsage(scope, range);
  const seconds = STEP_MS[range.step] / 1_000;
  const { rows } = await pool().query<SummedRow & { at: Date }>(
    `SELECT date_bin('${seconds} seconds', bucket, 'epoch') AS at, ${SUMS} FROM (${sql}) AS stored GROUP BY 1`,
    values,
  );
  const latencies: SketchBins = new Map();
  const totals = noCounts();
  const found = new Map<number, UsageCounts>();
  for (const row of rows) {
    const counts = readCounts(row, latencies);
    addCounts(totals, counts);
    found.set(row.at.getTime(), counts);
  }
  totals.latency = latencyOf(latencies);
  const { from, to } = wholeBuckets(range);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    points: bucketStarts(range).map((at) => ({ at: new Date(at).toISOString(), ...(found.get(at) ?? noCounts()) })),
    totals,
  };
}
