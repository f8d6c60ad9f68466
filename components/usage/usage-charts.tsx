"use client";

import type { UsageCounts } from "@/lib/usage/point";
import { errorRate, refused } from "@/lib/usage/point";
import type { Series } from "./chart-card";
import type { ChartProps } from "./chart-props";
import { LineChart } from "./line-chart";
import { RequestsChart } from "./requests-chart";
import { duration, durationTick, percent } from "./usage-format";

const RATES: Series[] = [
  { id: "refusedRate", label: "Refused", color: "var(--chart-4)", dash: "" },
  { id: "failedRate", label: "Failed responses", color: "var(--chart-5)", dash: "4 3" },
];
const LATENCIES: Series[] = [
  { id: "p50", label: "p50", color: "var(--chart-2)", dash: "" },
  { id: "p95", label: "p95", color: "var(--chart-1)", dash: "6 2" },
  { id: "p99", label: "p99", color: "var(--chart-3)", dash: "2 2" },
];

const ratesInWords = (totals: UsageCounts): string =>
  `${percent(totals.requests === 0 ? null : refused(totals) / totals.requests)} of requests were refused; ${percent(errorRate(totals.responses))} of reported responses failed.`;

const latencyInWords = ({ latency }: UsageCounts): string =>
  latency === null
    ? "No latency was reported."
    : `Half of the responses took at most ${duration(latency.p50)}, 95 in 100 at most ${duration(latency.p95)}, 99 in 100 at most ${duration(latency.p99)}.`;

/** Requests, error rate and latency over one range, under one cursor. */
export function UsageCharts(props: ChartProps) {
  return (
    <div className="grid gap-4 wide:grid-cols-2">
      <div className="min-w-0 wide:col-span-2">
        <RequestsChart {...props} />
      </div>
      <LineChart
        {...props}
        title="Error rate"
        summary={ratesInWords(props.totals)}
        series={RATES}
        format={percent}
        nothing="No refusals and no failed responses"
        least={0.01}
      />
      <LineChart
        {...props}
        title="Latency"
        summary={latencyInWords(props.totals)}
        series={LATENCIES}
        format={duration}
        axisFormat={durationTick}
        nothing="No latency reported in this range"
        least={10}
      />
    </div>
  );
}
