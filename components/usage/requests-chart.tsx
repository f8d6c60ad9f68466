"use client";

import { Bar, BarChart, ResponsiveContainer } from "recharts";
import type { UsageCounts } from "@/lib/usage/point";
import { ChartCard, type Series } from "./chart-card";
import { chartParts } from "./chart-parts";
import { CHART_SYNC, type ChartProps } from "./chart-props";
import { groupCount, OUTCOME_GROUPS } from "./outcome-groups";
import { compact, whole } from "./usage-format";
import { useZoom } from "./use-zoom";

const SERIES: Series[] = OUTCOME_GROUPS.map(({ id, label, color }) => ({ id, label, color }));
const format = (value: number | null) => whole(value ?? 0);

const inWords = (totals: UsageCounts): string =>
  `${whole(totals.requests)} requests: ${OUTCOME_GROUPS.map(({ label, codes }) => `${label} ${whole(groupCount(totals, codes))}`).join(", ")}.`;

export function RequestsChart({ points, totals, step, startTransition }: ChartProps) {
  const zoom = useZoom(step, startTransition);
  return (
    <ChartCard
      title="Requests by outcome"
      summary={inWords(totals)}
      series={SERIES}
      points={points}
      step={step}
      format={format}
      nothing="No requests in this range"
    >
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={points} {...CHART_SYNC} barCategoryGap="12%" {...zoom.handlers}>
          {chartParts({
            points,
            step,
            series: SERIES,
            zoom,
            format,
            axisFormat: compact,
            cursor: { fill: "var(--surface-hover)" },
            most: Math.max(3, ...points.map(({ requests }) => requests)),
          })}
          {SERIES.map(({ id, color }) => (
            <Bar key={id} dataKey={id} stackId="outcomes" fill={color} isAnimationActive={false} />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </ChartCard>
  );
}
