import { pool } from "@/lib/db/pool";
import { noCounts, type Usage, type UsageCounts, type UsagePoint } from "../point";
import { bucketStarts, type UsageRange, wholeBuckets } from "../range";
import type { SketchBins } from "../sketch";
import { DAY, HOUR, STEP_MS } from "../step";
import type { TeamScope, UsageScope } from "../usage-store";
import type { Level } from "./levels";
import { type StoredScope, storedCounts } from "./stored";
import { addCounts, LATENCIES, latencyOf, readCounts, SUMS, type SummedRow } from "./summed-counts";

/** The coarsest level whose buckets the range's can be added up from: days are days of UTC, and so are a range's now and then. */
export function levelOf(range: UsageRange, starts: readonly number[]): Level {
  if (STEP_MS[range.step] < HOUR) return "minutes";
  const isDaily = range.step === "day" && starts.every((at) => at % DAY === 0);
  return isDaily && wholeBuckets(range).to.getTime() % DAY === 0 ? "days" : "hours";
}

/** Statements cut the time at the buckets' beginnings, given as an array: that holds for days of 23 hours too. */
function query(scope: StoredScope, range: UsageRange, starts: readonly number[], of: "key" | "all") {
  const whole = wholeBuckets(range);
  const stretch = { level: levelOf(range, starts), from: whole.from.getTime(), to: whole.to.getTime() };
  const family = scope.keyId === undefined && of === "all" ? "team_usage" : "usage";
  const { sql, values } = storedCounts(family, scope, [stretch]);
  const times = values.push(starts.map((at) => new Date(at).toISOString()));
  const columns = `width_bucket(bucket, $${times}::timestamptz[]) AS n, ${SUMS}`;
  return {
    text:
      of === "all"
        ? `SELECT ${columns}, ${LATENCIES} FROM (${sql}) AS stored GROUP BY 1`
        : `SELECT key_id, ${columns} FROM (${sql}) AS stored GROUP BY 1, 2`,
    values,
  };
}

const toPoints = (starts: readonly number[], found: ReadonlyMap<number, UsageCounts> | undefined): UsagePoint[] =>
  starts.map((at, i) => ({ at: new Date(at).toISOString(), ...(found?.get(i + 1) ?? noCounts()) }));

/** UsageStore.series */
export async function readSeries(scope: UsageScope, range: UsageRange): Promise<Usage> {
  const starts = bucketStarts(range);
  const { rows } = await pool().query<SummedRow & { n: number }>(query(scope, range, starts, "all"));
  const latencies: SketchBins = new Map();
  const totals = noCounts();
  const found = new Map<number, UsageCounts>();
  for (const row of rows) {
    const counts = readCounts(row, latencies);
    addCounts(totals, counts);
    found.set(row.n, counts);
  }
  totals.latency = latencyOf(latencies);
  const { from, to } = wholeBuckets(range);
  return { from: from.toISOString(), to: to.toISOString(), points: toPoints(starts, found), totals };
}

/** UsageStore.seriesByKey */
export async function readSeriesByKey(
  { teamId, environment }: TeamScope,
  range: UsageRange,
  keyIds: readonly string[],
): Promise<Map<string, UsagePoint[]>> {
  const starts = bucketStarts(range);
  const found = new Map<string, Map<number, UsageCounts>>(keyIds.map((keyId) => [keyId, new Map()]));
  if (keyIds.length > 0) {
    const { rows } = await pool().query<SummedRow & { key_id: string; n: number }>(
      query({ teamId, environment, keyIds }, range, starts, "key"),
    );
    for (const row of rows) found.get(row.key_id)?.set(row.n, readCounts(row));
  }
  return new Map(keyIds.map((keyId) => [keyId, toPoints(starts, found.get(keyId))]));
}
