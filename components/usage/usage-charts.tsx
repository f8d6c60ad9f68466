"use client";

import type { ChartProps } from "./chart-props";
import { latencyInWords, outcomesInWords, ratesInWords, stackInWords } from "./charts-in-words";
import { LineChart } from "./line-chart";
import { OUTCOME_GROUPS } from "./outcome-groups";
import { Reporting } from "./reporting";
import { RequestsChart } from "./requests-chart";
import { figureSeries, type Series } from "./series";
import { keySeries, type StackedKey } from "./stacked-keys";
import { duration, durationTick, percent } from "./usage-format";

const OUTCOMES: Series[] = OUTCOME_GROUPS.map(({ id, label, color }) => figureSeries({ figure: id, label, color }));
const RATES: Series[] = [
  figureSeries({ figure: "refusedRate", label: "Refused", color: "var(--chart-4)", dash: "", ghost: true }),
  figureSeries({ figure: "failedRate", label: "Failed responses", color: "var(--chart-5)", dash: "4 3", ghost: true }),
];
// Of three lines and their ghosts nobody could read anything: the one that people watch is compared.
const LATENCIES: Series[] = [
  figureSeries({ figure: "p50", label: "p50", color: "var(--chart-2)", dash: "" }),
  figureSeries({ figure: "p95", label: "p95", color: "var(--chart-1)", dash: "6 2", ghost: true }),
  figureSeries({ figure: "p99", label: "p99", color: "var(--chart-3)", dash: "2 2" }),
];

type UsageChartsProps = ChartProps & {
  /** When the requests are to be stacked by key. */
  stacked: readonly StackedKey[] | null;
};

/** Requests, error rate and latency over one range, under one cursor. */
export function UsageCharts({ stacked, ...props }: UsageChartsProps) {
  const { totals, before } = props;
  const requests =
    stacked === null
      ? { title: "Requests by outcome", summary: outcomesInWords(totals, before), series: OUTCOMES }
      : { title: "Requests by key", summary: stackInWords(stacked, totals, before), series: keySeries(stacked) };
  return (
    <div className="grid gap-4 wide:grid-cols-2">
      <div className="min-w-0 wide:col-span-2">
        <RequestsChart {...props} {...requests} />
      </div>
      <LineChart
        {...props}
        title="Error rate"
        summary={ratesInWords(totals, before)}
        series={RATES}
        format={percent}
        nothing="No refusals and no failed responses"
        least={0.01}
      />
      <LineChart
        {...props}
        title="Latency"
        summary={latencyInWords(totals, before)}
        series={LATENCIES}
        format={duration}
        axisFormat={durationTick}
        nothing={<Reporting what="No latency reported in this range" />}
        least={10}
      />
    </div>
  );
}
