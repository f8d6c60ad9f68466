"use client";

import type { ReactNode } from "react";
import { Line, LineChart as Lines, ResponsiveContainer } from "recharts";
import { ChartCard } from "./chart-card";
import { chartParts } from "./chart-parts";
import type { ChartPoint } from "./chart-points";
import { CHART_SYNC, type ChartProps } from "./chart-props";
import type { Series } from "./series";
import { useZoom } from "./use-zoom";

type LineChartProps = ChartProps & {
  title: string;
  summary: string;
  series: Series[];
  format: (value: number | null) => string;
  axisFormat?: (value: number) => string;
  nothing: ReactNode;
  /** The largest value the axis shows at least, so that noise near zero stays small. */
  least: number;
};

/** Lines over time; where nothing is known the line breaks. */
export function LineChart(props: LineChartProps) {
  const { points, before, buckets, gap, startTransition, title, summary, series, format, nothing, least } = props;
  const { axisFormat = format } = props;
  const zoom = useZoom(buckets, startTransition);
  const comparing = before !== null;
  const ghosts = comparing ? series.filter(({ ghost }) => ghost) : [];
  const values = [...series.map(({ value }) => value), ...ghosts.flatMap(({ before: then }) => then ?? [])];
  const most = Math.max(least, ...points.flatMap((point) => values.map((value) => value(point) ?? 0)));
  const cursor = { stroke: "var(--line-strong)" };
  return (
    <ChartCard
      title={title}
      summary={summary}
      series={series}
      points={points}
      buckets={buckets}
      comparing={comparing}
      format={format}
      nothing={nothing}
    >
      <ResponsiveContainer width="100%" height="100%">
        <Lines data={points} {...CHART_SYNC} {...zoom.handlers}>
          {chartParts({ points, buckets, series, comparing, gap, zoom, format, axisFormat, cursor, most })}
          {ghosts.map(({ id, color, before: then }) => (
            <Line
              key={`${id} before`}
              dataKey={then}
              type="linear"
              stroke={color}
              strokeOpacity={0.5}
              strokeWidth={1.25}
              strokeDasharray="3 2"
              dot={false}
              activeDot={false}
              connectNulls={false}
              isAnimationActive={false}
            />
          ))}
          {series.map(({ id, color, dash, value }) => (
            <Line
              key={id}
              dataKey={value}
              type="linear"
              stroke={color}
              strokeWidth={1.5}
              strokeDasharray={dash === "" ? undefined : dash}
              // A value between two gaps has no line to be on.
              dot={(dot) => <LonelyDot key={dot.index} {...dot} points={points} value={value} color={color} />}
              activeDot={{ r: 3 }}
              connectNulls={false}
              isAnimationActive={false}
            />
          ))}
        </Lines>
      </ResponsiveContainer>
    </ChartCard>
  );
}

type LonelyDotProps = {
  cx?: number;
  cy?: number;
  index?: number;
  points: readonly ChartPoint[];
  value: Series["value"];
  color: string;
};

function LonelyDot({ cx, cy, index = -1, points, value, color }: LonelyDotProps) {
  const isKnown = (i: number) => points[i] !== undefined && value(points[i]) !== null;
  if (cx === undefined || cy === undefined || !isKnown(index) || isKnown(index - 1) || isKnown(index + 1)) return null;
  return <circle cx={cx} cy={cy} r={2} fill={color} />;
}
