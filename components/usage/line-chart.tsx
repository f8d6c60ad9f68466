"use client";

import { Line, LineChart as Lines, ResponsiveContainer } from "recharts";
import { ChartCard, type Series } from "./chart-card";
import { chartParts } from "./chart-parts";
import { CHART_SYNC, type ChartProps } from "./chart-props";
import { useZoom } from "./use-zoom";

type LineChartProps = ChartProps & {
  title: string;
  summary: string;
  series: Series[];
  format: (value: number | null) => string;
  axisFormat?: (value: number) => string;
  nothing: string;
  /** The largest value the axis shows at least, so that noise near zero stays small. */
  least: number;
};

/** Lines over time; where nothing is known the line breaks. */
export function LineChart({
  points,
  step,
  startTransition,
  title,
  summary,
  series,
  format,
  axisFormat = format,
  nothing,
  least,
}: LineChartProps) {
  const zoom = useZoom(step, startTransition);
  const most = Math.max(least, ...points.flatMap((point) => series.map(({ id }) => point[id] ?? 0)));
  return (
    <ChartCard
      title={title}
      summary={summary}
      series={series}
      points={points}
      step={step}
      format={format}
      nothing={nothing}
    >
      <ResponsiveContainer width="100%" height="100%">
        <Lines data={points} {...CHART_SYNC} {...zoom.handlers}>
          {chartParts({
            points,
            step,
            series,
            zoom,
            format,
            axisFormat,
            cursor: { stroke: "var(--line-strong)" },
            most,
          })}
          {series.map(({ id, color, dash }) => (
            <Line
              key={id}
              dataKey={id}
              type="linear"
              stroke={color}
              strokeWidth={1.5}
              strokeDasharray={dash === "" ? undefined : dash}
              // A value between two gaps has no line to be on.
              dot={
                points.length > 1
                  ? (props) => <LonelyDot key={props.index} {...props} points={points} id={id} color={color} />
                  : true
              }
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
  points: ChartProps["points"];
  id: Series["id"];
  color: string;
};

function LonelyDot({ cx, cy, index = -1, points, id, color }: LonelyDotProps) {
  const known = (i: number) => (points[i]?.[id] ?? null) !== null;
  if (cx === undefined || cy === undefined || !known(index) || known(index - 1) || known(index + 1)) return null;
  return <circle cx={cx} cy={cy} r={2} fill={color} />;
}
