"use client";

import clsx from "clsx";
import { type ReactNode, useMemo, useTransition } from "react";
import type { Usage } from "@/lib/usage/point";
import type { RangeName, UsageStep } from "@/lib/usage/range";
import { chartPoints } from "./chart-points";
import { LiveRefresh } from "./live-refresh";
import { RangePicker } from "./range-picker";
import { SelectedTime } from "./selected-time";
import { StatTiles } from "./stat-tiles";
import { UsageCharts } from "./usage-charts";

const IN_WORDS: Record<RangeName, string> = {
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "90d": "Last 90 days",
};

type UsagePanelProps = {
  usage: Usage;
  /** `from` and `to`: ISO 8601. */
  range: { step: UsageStep; name: RangeName | null; from: string; to: string };
  /** In place of the charts, while nothing has happened in the range. */
  empty: ReactNode;
};

/** Range, numbers and charts of a key or a team. */
export function UsagePanel({ usage, range, empty }: UsagePanelProps) {
  const [pending, startTransition] = useTransition();
  const points = useMemo(() => chartPoints(usage.points), [usage.points]);
  const nothing = usage.totals.requests === 0 && usage.totals.latency === null;
  return (
    <section aria-label="Usage" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-medium text-base">
          {range.name ? IN_WORDS[range.name] : <SelectedTime from={range.from} to={range.to} />}
        </h2>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <LiveRefresh />
          <RangePicker shown={range} startTransition={startTransition} />
        </div>
      </div>
      <div aria-busy={pending} className={clsx("flex flex-col gap-4 transition-opacity", pending && "opacity-60")}>
        <StatTiles totals={usage.totals} />
        {nothing ? (
          empty
        ) : (
          <UsageCharts points={points} totals={usage.totals} step={range.step} startTransition={startTransition} />
        )}
      </div>
    </section>
  );
}
