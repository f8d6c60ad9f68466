"use client";

import { CartesianGrid, ReferenceArea, Tooltip, XAxis, YAxis } from "recharts";
import { DAY, STEP_MS } from "@/lib/usage/step";
import { dayStart } from "@/lib/usage/zone";
import { type Buckets, tick } from "./bucket-text";
import type { ChartPoint } from "./chart-points";
import { ChartTooltip } from "./chart-tooltip";
import { isDrawn } from "./is-drawn";
import { roundTicks } from "./round-ticks";
import type { Series } from "./series";
import type { Zoom } from "./use-zoom";

const TICK = { fontSize: 11, fill: "var(--text-muted)", fontFamily: "var(--font-geist-mono)" };

const WIDE_ENOUGH_FOR_WORDS = 0.45;

/** Whether the axis counts days: with fewer than three of them, hours say more. */
const countsDays = (points: readonly ChartPoint[], { step }: Buckets): boolean =>
  step === "day" || points.length * STEP_MS[step] >= 3 * DAY;

/** Where the axis is labelled: at the first bucket of each day of the zone when it counts days, otherwise wherever there is room. */
function dayTicks(points: readonly ChartPoint[], buckets: Buckets): number[] | undefined {
  if (!countsDays(points, buckets) || buckets.step === "day") return undefined;
  return points.flatMap(({ at }, i) => {
    const before = points[i - 1];
    return before && dayStart(before.at, buckets.zone) !== dayStart(at, buckets.zone) ? [at] : [];
  });
}

/** Where nothing can be known: one stretch at the beginning, since it ends when what is looked at began. */
function gapOf(points: readonly ChartPoint[]): { from: number; to: number; isWide: boolean } | null {
  const known = points.findIndex(({ requests }) => requests !== null);
  const length = known === -1 ? points.length : known;
  const [first, last] = [points[0], points[length - 1]];
  if (first === undefined || last === undefined) return null;
  return { from: first.at, to: last.at, isWide: length > points.length * WIDE_ENOUGH_FOR_WORDS };
}

type ChartPartsProps = {
  points: readonly ChartPoint[];
  buckets: Buckets;
  /** The rows of the tooltip. */
  series: readonly Series[];
  comparing: boolean;
  gap: string;
  zoom: Pick<Zoom, "dragged">;
  format: (value: number | null) => string;
  axisFormat: (value: number) => string;
  cursor: object;
  /** The largest value drawn; the axis ends on the round number above it. */
  most: number;
};

/** Grid, axes, gap, tooltip and the stretch being dragged: the same for every chart, so that their time axes line up. */
export function chartParts(props: ChartPartsProps) {
  const { points, buckets, series, comparing, gap, zoom, format, axisFormat, cursor, most } = props;
  const unknown = gapOf(points);
  const hasWords = unknown?.isWide && isDrawn(points, series, comparing);
  return [
    unknown && (
      <ReferenceArea
        key="gap"
        x1={unknown.from}
        x2={unknown.to}
        ifOverflow="hidden"
        fill="var(--surface-sunken)"
        fillOpacity={1}
        stroke="none"
        zIndex={-10}
        {...(hasWords && { label: { value: gap, fill: "var(--text-muted)", fontSize: 12 } })}
      />
    ),
    <CartesianGrid key="grid" vertical={false} stroke="var(--chart-grid)" />,
    <XAxis
      key="x"
      dataKey="at"
      tickLine={false}
      axisLine={{ stroke: "var(--line)" }}
      tick={TICK}
      ticks={dayTicks(points, buckets)}
      minTickGap={56}
      height={24}
      tickFormatter={(at: number) => tick(at, buckets, countsDays(points, buckets))}
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
          buckets={buckets}
          comparing={comparing}
          gap={gap}
          format={format}
        />
      )}
    />,
    zoom.dragged && (
      <ReferenceArea
        key="zoom"
        x1={zoom.dragged.from}
        x2={zoom.dragged.to}
        ifOverflow="hidden"
        fill="var(--accent)"
        fillOpacity={0.12}
        stroke="none"
      />
    ),
  ];
}
