"use client";

import { Bar, ComposedChart, Line, ResponsiveContainer } from "recharts";
import { ChartCard } from "./chart-card";
import { chartParts } from "./chart-parts";
import { CHART_SYNC, type ChartProps } from "./chart-props";
import { figureSeries, type Series } from "./series";
import { compact, whole } from "./usage-format";
import { useZoom } from "./use-zoom";

const TOTAL = figureSeries({ figure: "requests", label: "All requests", color: "transparent" });
const format = (value: number | null) => (value === null ? "–" : whole(value));

type RequestsChartProps = ChartProps & {
  title: string;
  summary: string;
  /** The parts of each bar, from the ground up. */
  series: Series[];
};

/** Requests as bars, stacked by outcome or by key; their parts add up to all of them. */
export function RequestsChart(props: RequestsChartProps) {
  const { title, summary, series, points, before, buckets, gap, startTransition } = props;
  const zoom = useZoom(buckets, startTransition);
  const comparing = before !== null;
  const most = Math.max(
    3,
    ...points.map((point) => Math.max(point.requests ?? 0, (comparing && point.before?.requests) || 0)),
  );
  const cursor = { fill: "var(--surface-hover)" };
  const told = [...series, TOTAL];
  return (
    <ChartCard
      title={title}
      summary={summary}
      series={series}
      total={TOTAL}
      points={points}
      buckets={buckets}
      comparing={comparing}
      format={format}
      nothing="No requests in this range"
    >
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={points} {...CHART_SYNC} barCategoryGap="12%" {...zoom.handlers}>
          {chartParts({
            points,
            buckets,
            series: told,
            comparing,
            gap,
            zoom,
            format,
            axisFormat: compact,
            cursor,
            most,
          })}
          {series.map(({ id, color, value }) => (
            <Bar key={id} dataKey={value} stackId="requests" fill={color} isAnimationActive={false} />
          ))}
          {comparing && (
            <Line
              dataKey={TOTAL.before}
              type="linear"
              stroke="var(--text-muted)"
              strokeWidth={1.25}
              strokeDasharray="3 2"
              dot={false}
              activeDot={false}
              connectNulls={false}
              isAnimationActive={false}
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </ChartCard>
  );
}
