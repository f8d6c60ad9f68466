"use client";

import type { ReactNode } from "react";
import { Line, LineChart as Lines, ReferenceLine, ResponsiveContainer } from "recharts";
import { ChartCard } from "./chart-card";
import { chartParts } from "./chart-parts";
import type { ChartPoint } from "./chart-points";
import { CHART_SYNC, type ChartProps } from "./chart-props";
import type { Series } from "./series";
import { useZoom } from "./use-zoom";

type LineChartProps = Omit<ChartProps, "totals"> & {
  title: string;
  summary: string;
  series: Series[];
  format: (value: number | null) => string;
  axisFormat?: (value: number) => string;
  nothing: ReactNode;
  /** The largest value the axis shows at least, so that noise near zero stays small. */
  least: number;
  /** Moments that stand out, at the beginning of their bucket. */
  marks?: readonly { at: number; label: string }[];
  /** Its time is its own and not the page's range: no shared cursor, and nothing to zoom. */
  isAlone?: boolean;
};

/** Lines over time; where nothing is known the line breaks. */
export function LineChart(props: LineChartProps) {
  const { points, before, buckets, gap, startTransition, title, summary, series, format, nothing, least } = props;
  const { axisFormat = format, marks = [], isAlone = false } = props;
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
        <Lines data={points} {...(isAlone ? { margin: CHART_SYNC.margin } : { ...CHART_SYNC, ...zoom.handlers })}>
          {chartParts({ points, buckets, series, comparing, gap, zoom, format, axisFormat, cursor, most })}
          {marks.map(({ at, label }) => (
            <ReferenceLine
              key={`mark ${at}`}
              x={at}
              stroke="var(--text-muted)"
              strokeDasharray="2 3"
              label={{ value: label, position: isLate(at, points) ? "insideTopRight" : "insideTopLeft", ...MARK_TEXT }}
            />
          ))}
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

const MARK_TEXT = { fill: "var(--text-muted)", fontSize: 11 };

/** Whether a mark stands so far to the right that its text has to go to the left of it. */
const isLate = (at: number, points: readonly ChartPoint[]): boolean =>
  points.findIndex((point) => point.at === at) > points.length * 0.7;

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
