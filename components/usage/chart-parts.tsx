"use client";

import { CartesianGrid, ReferenceArea, Tooltip, XAxis, YAxis } from "recharts";
import { STEP_MS, type UsageStep } from "@/lib/usage/range";
import type { Series } from "./chart-card";
import type { ChartPoint } from "./chart-points";
import { ChartTooltip } from "./chart-tooltip";
import { tick } from "./usage-format";
import type { Zoom } from "./use-zoom";

const TICK = { fontSize: 11, fill: "var(--text-muted)", fontFamily: "var(--font-geist-mono)" };

/** Whether the axis counts days: with fewer than three of them, hours say more. */
const countsDays = (points: readonly ChartPoint[], step: UsageStep): boolean =>
  step === "day" || points.length * STEP_MS[step] >= 3 * STEP_MS.day;

/** Where the axis is labelled: at the first bucket of each day here when it counts days, otherwise wherever there is room. */
function dayTicks(points: readonly ChartPoint[], step: UsageStep): number[] | undefined {
  if (!countsDays(points, step) || step === "day") return undefined;
  return points.flatMap(({ at }, i) => {
    const before = points[i - 1];
    return before && new Date(before.at).getDate() !== new Date(at).getDate() ? [at] : [];
  });
}

type ChartPartsProps = {
  points: readonly ChartPoint[];
  step: UsageStep;
  series: readonly Series[];
  zoom: Zoom;
  format: (value: number | null) => string;
  axisFormat: (value: number) => string;
  cursor: object;
  /** The largest value drawn; the axis ends on the round number above it. */
  most: number;
};

/** Four or so round steps from zero to just above `most`. */
function roundTicks(most: number): number[] {
  const rough = most / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5].find((factor) => factor * power >= rough) ?? 10);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step);
}

/** Grid, axes, tooltip and the stretch being dragged: the same for every chart, so that their time axes line up. */
export const chartParts = ({ points, step, series, zoom, format, axisFormat, cursor, most }: ChartPartsProps) => [
  <CartesianGrid key="grid" vertical={false} stroke="var(--chart-grid)" />,
  <XAxis
    key="x"
    dataKey="at"
    tickLine={false}
    axisLine={{ stroke: "var(--line)" }}
    tick={TICK}
    ticks={dayTicks(points, step)}
    minTickGap={56}
    height={24}
    tickFormatter={(at: number) => tick(at, step, countsDays(points, step))}
  />,
  <YAxis
    key="y"
    width={52}
    tickLine={false}
    axisLine={false}
    tick={TICK}
    ticks={roundTicks(most)}
    interval={0}
    tickFormatter={axisFormat}
    domain={[0, roundTicks(most).at(-1) ?? most]}
  />,
  <Tooltip
    key="tooltip"
    isAnimationActive={false}
    cursor={cursor}
    wrapperStyle={{ zIndex: 20 }}
    content={({ active, payload }) => (
      <ChartTooltip
        point={active ? (payload?.[0]?.payload as ChartPoint | undefined) : undefined}
        series={series}
        step={step}
        format={format}
      />
    )}
  />,
  zoom.dragged && (
    <ReferenceArea
      key="zoom"
      x1={zoom.dragged.from}
      x2={zoom.dragged.to}
      fill="var(--accent)"
      fillOpacity={0.12}
      stroke="none"
    />
  ),
];
