"use client";

import { CartesianGrid, ReferenceArea, Tooltip, XAxis, YAxis } from "recharts";
import type { UsageStep } from "@/lib/usage/range";
import type { Series } from "./chart-card";
import type { ChartPoint } from "./chart-data";
import { ChartTooltip } from "./chart-tooltip";
import { tick } from "./usage-format";
import type { Zoom } from "./use-zoom";

const TICK = { fontSize: 11, fill: "var(--text-muted)", fontFamily: "var(--font-geist-mono)" };

type ChartPartsProps = {
  step: UsageStep;
  series: readonly Series[];
  zoom: Zoom;
  format: (value: number | null) => string;
  axisFormat: (value: number) => string;
  cursor: object;
  /** The largest value the axis shows at least, so that noise near zero stays small. */
  least?: number;
};

/** Grid, axes, tooltip and the stretch being dragged: the same for every chart, so that their time axes line up. */
export const chartParts = ({ step, series, zoom, format, axisFormat, cursor, least = 1 }: ChartPartsProps) => [
  <CartesianGrid key="grid" vertical={false} stroke="var(--chart-grid)" />,
  <XAxis
    key="x"
    dataKey="at"
    tickLine={false}
    axisLine={{ stroke: "var(--line)" }}
    tick={TICK}
    minTickGap={56}
    height={24}
    tickFormatter={(at: number) => tick(at, step)}
  />,
  <YAxis
    key="y"
    width={52}
    tickLine={false}
    axisLine={false}
    tick={TICK}
    tickCount={4}
    tickFormatter={axisFormat}
    domain={[0, (most: number) => Math.max(most, least)]}
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
