import { csvLine, csvText } from "@/lib/csv";
import { isoInZone } from "./local-time";
import { STATUS_CLASSES, USAGE_CODES } from "./outcome";
import type { UsagePoint } from "./point";
import { nextStart, type UsageRange } from "./range";

/** Of a row that is about one key. */
export type CsvKey = { id: string; label: string };

const number = (value: number | null | undefined): string =>
  value === null || value === undefined ? "" : String(Math.round(value * 100) / 100);

/** The names of the columns. `byKey`: a row is about one key of several. */
export const csvHead = (byKey: boolean): string =>
  csvLine([
    "from",
    "to",
    ...(byKey ? ["key_id", "key_label"] : []),
    "requests",
    ...USAGE_CODES.map((code) => code.toLowerCase()),
    ...STATUS_CLASSES.map((status) => `responses_${status}`),
    "latency_p50_ms",
    "latency_p95_ms",
    "latency_p99_ms",
  ]);

/** A bucket as a row. Times carry the zone's offset; a latency that nobody reported is an empty cell, not a zero. */
export function csvRow(point: UsagePoint, { step, zone }: Pick<UsageRange, "step" | "zone">, key?: CsvKey): string {
  const from = Date.parse(point.at);
  return csvLine([
    isoInZone(from, zone),
    isoInZone(nextStart(from, step, zone), zone),
    ...(key ? [csvText(key.id), csvText(key.label)] : []),
    number(point.requests),
    ...USAGE_CODES.map((code) => number(point.outcomes[code])),
    ...STATUS_CLASSES.map((status) => number(point.responses[status])),
    number(point.latency?.p50),
    number(point.latency?.p95),
    number(point.latency?.p99),
  ]);
}
