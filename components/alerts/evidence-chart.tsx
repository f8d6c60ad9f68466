"use client";

import {
  Area,
  Bar,
  Cell as BarCell,
  CartesianGrid,
  ComposedChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { bucketText, tick } from "@/components/usage/bucket-text";
import { roundTicks } from "@/components/usage/round-ticks";
import type { EvidenceChart as Chart } from "@/lib/alerts/evidence-chart";
import { UTC } from "@/lib/usage/zone";
import { evidenceTick, evidenceValue, MEASURE_LABELS, usualText } from "./evidence-format";
import { useZone } from "./use-zone";

const TICK = { fontSize: 11, fill: "var(--text-muted)", fontFamily: "var(--font-geist-mono)" };
const SEEN = "var(--chart-5)";
const OTHER = "var(--chart-1)";
const USUAL = "var(--chart-6)";

/** The largest value the axis shows at least, so that next to nothing stays small. */
const LEAST: Record<Chart["measures"], number> = { requests: 3, refusals: 3, "failed share": 0.01 };

type Drawn = Omit<Chart["points"][number], "at" | "usual"> & {
  at: number;
  usual: { low: number; high: number } | null;
  band: [number, number] | null;
};

/** The time around an alert: the hour it is about stands out, and what is usual lies behind it as a band. */
export function EvidenceChart({ chart }: { chart: Chart }) {
  const { measures, step } = chart;
  const own = useZone();
  // Days are days of UTC.
  const zone = step === "day" ? UTC : own;
  const points = chart.points.map(
    ({ at, usual, ...point }): Drawn => ({
      ...point,
      at: Date.parse(at),
      usual,
      band: usual && [usual.low, usual.high],
    }),
  );
  const hasBand = points.some(({ band }) => band !== null);
  const most = Math.max(LEAST[measures], ...points.map(({ value, usual }) => Math.max(value ?? 0, usual?.high ?? 0)));
  const ticks = roundTicks(most);
  return (
    <>
      <p className="flex min-h-5 flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
        <Legend color={OTHER} label={`${MEASURE_LABELS[measures]} by ${step}`} />
        <Legend color={SEEN} label={`This ${step}`} />
        {hasBand && <Legend color={USUAL} label="Usual" faint />}
      </p>
      <div aria-hidden className="h-36 select-none">
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={points}
            margin={{ top: 8, right: 20, bottom: 0, left: 0 }}
            barCategoryGap="14%"
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
            <XAxis
              dataKey="at"
              tickLine={false}
              axisLine={{ stroke: "var(--line)" }}
              tick={TICK}
              minTickGap={48}
              height={22}
              tickFormatter={(at: number) => tick(at, { step, zone }, false)}
            />
            <YAxis
              width={48}
              tickLine={false}
              axisLine={false}
              tick={TICK}
              ticks={measures === "failed share" ? ticks : ticks.filter(Number.isInteger)}
              interval={0}
              domain={[0, ticks.at(-1) ?? most]}
              tickFormatter={(value: number) => evidenceTick(measures, value)}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: "var(--surface-hover)" }}
              wrapperStyle={{ zIndex: 20 }}
              content={({ active, payload }) => {
                const point = active ? (payload?.[0]?.payload as Drawn | undefined) : undefined;
                return point ? <Facts point={point} chart={chart} zone={zone} /> : null;
              }}
            />
            {hasBand && (
              <Area
                dataKey="band"
                type="step"
                stroke="none"
                fill={USUAL}
                fillOpacity={0.3}
                isAnimationActive={false}
                activeDot={false}
              />
            )}
            <Bar dataKey="value" isAnimationActive={false} minPointSize={(value) => (Number(value) > 0 ? 2 : 0)}>
              {points.map(({ at, isSeen }) => (
                <BarCell key={at} fill={isSeen ? SEEN : OTHER} />
              ))}
            </Bar>
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </>
  );
}

function Legend({ color, label, faint = false }: { color: string; label: string; faint?: boolean }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className="size-2 rounded-[2px]" style={{ background: color, opacity: faint ? 0.45 : 1 }} />
      {label}
    </span>
  );
}

function Facts({ point, chart: { measures, step }, zone }: { point: Drawn; chart: Chart; zone: string }) {
  return (
    <div className="rounded border border-line bg-surface px-2.5 py-2 text-xs shadow-raised">
      <p className="mb-1 whitespace-nowrap font-medium">{bucketText(point.at, { step, zone })}</p>
      <p className="flex justify-between gap-4 whitespace-nowrap">
        <span className="text-muted">{MEASURE_LABELS[measures]}</span>
        <span className="tabular">{evidenceValue(measures, point.value)}</span>
      </p>
      {point.usual && (
        <p className="flex justify-between gap-4 whitespace-nowrap">
          <span className="text-muted">Usual</span>
          <span className="tabular">{usualText(measures, point.usual)}</span>
        </p>
      )}
    </div>
  );
}
