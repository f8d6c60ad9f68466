import type { Environment } from "@/lib/keys/environment";
import { COUNT_COLUMNS, OUTCOME_COLUMN, STATUS_CLASSES, STATUS_COLUMN, USAGE_CODES } from "./outcome";
import { noCounts, type UsageCounts } from "./point";
import { STEP_MS, type UsageRange, wholeBuckets } from "./range";
import { addBins, addSketch, quantile, type SketchBins, toSketch } from "./sketch";

/** Whose usage: a team's, narrowed to a key and to one of its secrets. keyId and teamId are uuids. */
export type UsageScope = { teamId: string; environment: Environment; keyId?: string; secretId?: string };

const COLUMNS = `bucket, key_id, ${COUNT_COLUMNS.join(", ")}, latency`;

/**
 * The rows that say what happened in a range, as the body of a WITH or FROM: the coarsest table that serves its step and,
 * for hours and days, the minutes not yet added to them. One statement reads both in one snapshot, so that a roll-up going
 * on is seen whole or not at all.
 */
export function storedUsage(scope: UsageScope, range: UsageRange): { sql: string; values: unknown[] } {
  const { from, to } = wholeBuckets(range);
  const values: unknown[] = [scope.teamId, scope.environment, from, to];
  let where = "team_id = $1 AND environment = $2 AND bucket >= $3 AND bucket < $4";
  if (scope.keyId !== undefined) where += ` AND key_id = $${values.push(scope.keyId)}`;
  if (scope.secretId !== undefined) where += ` AND secret_id = $${values.push(scope.secretId)}`;
  const step = STEP_MS[range.step];
  if (step < STEP_MS.hour) return { sql: `SELECT ${COLUMNS} FROM usage_minutes WHERE ${where}`, values };
  const table = step < STEP_MS.day ? "usage_hours" : "usage_days";
  return {
    sql: `SELECT ${COLUMNS} FROM ${table} WHERE ${where}
          UNION ALL SELECT ${COLUMNS} FROM usage_minutes WHERE ${where} AND NOT rolled`,
    values,
  };
}

/** The sums over those rows. Sketches come as one text of pairs: Node adds them up faster than SQL does. */
export const SUMS = `${COUNT_COLUMNS.map((column) => `sum(${column})::text AS ${column}`).join(", ")},
  string_agg(array_to_string(latency, ','), ',') FILTER (WHERE cardinality(latency) > 0) AS latencies`;

export type SummedRow = Record<(typeof COUNT_COLUMNS)[number], string> & { latencies: string | null };

export const latencyText = (text: string | null): number[] => (text === null ? [] : text.split(",").map(Number));

/** Counts of a summed row; adds its latencies to `more`, for a total over several rows. */
export function readCounts(row: SummedRow, more?: SketchBins): UsageCounts {
  const counts = noCounts();
  for (const code of USAGE_CODES) {
    counts.outcomes[code] = Number(row[OUTCOME_COLUMN[code]]);
    counts.requests += counts.outcomes[code];
  }
  for (const status of STATUS_CLASSES) counts.responses[status] = Number(row[STATUS_COLUMN[status]]);
  const bins: SketchBins = new Map();
  addSketch(bins, latencyText(row.latencies));
  if (more !== undefined) addBins(more, bins);
  counts.latency = latencyOf(bins);
  return counts;
}

export function latencyOf(bins: SketchBins): UsageCounts["latency"] {
  if (bins.size === 0) return null;
  const sketch = toSketch(bins);
  return { p50: quantile(sketch, 0.5), p95: quantile(sketch, 0.95), p99: quantile(sketch, 0.99) };
}

/** Adds everything but latency, which has no sum. */
export function addCounts(total: UsageCounts, counts: UsageCounts): void {
  total.requests += counts.requests;
  for (const code of USAGE_CODES) total.outcomes[code] += counts.outcomes[code];
  for (const status of STATUS_CLASSES) total.responses[status] += counts.responses[status];
}
