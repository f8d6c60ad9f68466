import { COUNT_COLUMNS, OUTCOME_COLUMN, STATUS_CLASSES, STATUS_COLUMN, USAGE_CODES } from "../outcome";
import { noCounts, type UsageCounts } from "../point";
import { addEncodedSketches, quantiles, type SketchBins } from "../sketch";

/** The sums over stored rows. */
export const SUMS = COUNT_COLUMNS.map((column) => `sum(${column})::text AS ${column}`).join(", ");
/** Sketches one after the other are their sum. */
export const LATENCIES = "string_agg(latency, ''::bytea) FILTER (WHERE latency <> '') AS latencies";

export type SummedRow = Record<(typeof COUNT_COLUMNS)[number], string> & { latencies?: Buffer | null };

export function latencyOf(bins: SketchBins): UsageCounts["latency"] {
  if (bins.size === 0) return null;
  const [p50 = null, p95 = null, p99 = null] = quantiles(bins, [0.5, 0.95, 0.99]);
  return { p50, p95, p99 };
}

/** Counts of a summed row; adds its latencies to `more`, for a total over several rows. */
export function readCounts(row: SummedRow, more?: SketchBins): UsageCounts {
  const counts = noCounts();
  for (const code of USAGE_CODES) {
    counts.outcomes[code] = Number(row[OUTCOME_COLUMN[code]]);
    counts.requests += counts.outcomes[code];
  }
  for (const status of STATUS_CLASSES) counts.responses[status] = Number(row[STATUS_COLUMN[status]]);
  if (!row.latencies) return counts;
  const bins: SketchBins = new Map();
  addEncodedSketches(bins, row.latencies);
  if (more !== undefined) for (const [bin, count] of bins) more.set(bin, (more.get(bin) ?? 0) + count);
  counts.latency = latencyOf(bins);
  return counts;
}

/** Adds everything but latency, which has no sum. */
export function addCounts(total: UsageCounts, counts: UsageCounts): void {
  total.requests += counts.requests;
  for (const code of USAGE_CODES) total.outcomes[code] += counts.outcomes[code];
  for (const status of STATUS_CLASSES) total.responses[status] += counts.responses[status];
}
