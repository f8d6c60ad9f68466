import { COUNT_COLUMNS, type CountColumn } from "./outcome";
import { floorTo, type UsageStep } from "./range";
import { addBins, type SketchBins } from "./sketch";

/** One row of usage_minutes, usage_hours or usage_days while it is being counted. `bucket` in milliseconds. */
export type UsageRow = {
  bucket: number;
  keyId: string;
  secretId: string;
  teamId: string;
  environment: string;
  /** In the order of COUNT_COLUMNS. */
  counts: number[];
  latency: SketchBins;
};

export type UsageRows = Map<string, UsageRow>;

export const columnIndex = (column: CountColumn): number => COUNT_COLUMNS.indexOf(column);

export const emptyRow = (of: Omit<UsageRow, "counts" | "latency">): UsageRow => ({
  ...of,
  counts: new Array(COUNT_COLUMNS.length).fill(0),
  latency: new Map(),
});

/** Adds `row` to the bucket of `step` that it falls into. */
export function addRow(rows: UsageRows, row: UsageRow, step: UsageStep): void {
  const bucket = floorTo(row.bucket, step);
  const key = `${bucket} ${row.keyId} ${row.secretId}`;
  let sum = rows.get(key);
  if (sum === undefined) {
    const { keyId, secretId, teamId, environment } = row;
    sum = emptyRow({ bucket, keyId, secretId, teamId, environment });
    rows.set(key, sum);
  }
  for (const [i, count] of row.counts.entries()) sum.counts[i] = (sum.counts[i] ?? 0) + count;
  addBins(sum.latency, row.latency);
}
