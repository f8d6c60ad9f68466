import { compact, percent, whole } from "@/components/usage/usage-format";
import type { EvidenceChart } from "@/lib/alerts/evidence-chart";

type Measure = EvidenceChart["measures"];

export const MEASURE_LABELS: Record<Measure, string> = {
  requests: "Requests",
  refusals: "Refused requests",
  "failed share": "Failed responses",
};

export const evidenceValue = (measures: Measure, value: number | null): string =>
  measures === "failed share" ? percent(value) : value === null ? "–" : whole(Math.round(value));

export const evidenceTick = (measures: Measure, value: number): string =>
  measures === "failed share" ? percent(value) : compact(value);

export function usualText(measures: Measure, usual: { low: number; high: number } | null): string {
  return usual === null ? "–" : `${evidenceValue(measures, usual.low)} to ${evidenceValue(measures, usual.high)}`;
}
