"use client";

import clsx from "clsx";
import { type ReactNode, useMemo, useTransition } from "react";
import type { Usage } from "@/lib/usage/point";
import type { RangeName } from "@/lib/usage/range";
import { stretchText } from "./bucket-text";
import { chartPoints } from "./chart-points";
import { LiveRefresh } from "./live-refresh";
import { RangePicker } from "./range-picker";
import type { ShownRange } from "./shown-range";
import type { StackedKey } from "./stacked-keys";
import { StatTiles } from "./stat-tiles";
import { UsageCharts } from "./usage-charts";
import { ViewOptions } from "./view-options";
import { ZoneNote } from "./zone-note";

const IN_WORDS: Record<RangeName, string> = {
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "90d": "Last 90 days",
};

/** The keys drawn by themselves; `counts`: for each of them the requests of each bucket. */
export type Stack = { keys: StackedKey[]; counts: number[][] };

type UsagePanelProps = {
  of: "key" | "team";
  usage: Usage;
  /** Of the period before, where it is asked for. */
  previous: Usage | null;
  stack?: Stack | null;
  range: ShownRange;
  /** When the key or the team was made, ISO 8601: before that is no usage to know of. */
  since: string;
  /** Where the numbers come as CSV, without the query. */
  exportPath: string;
  /** In place of the charts, while nothing has happened in the range. */
  empty: ReactNode;
};

/** Range, numbers and charts of a key or a team. */
export function UsagePanel(props: UsagePanelProps) {
  const { of, usage, previous, stack = null, range, since, exportPath, empty } = props;
  const [pending, startTransition] = useTransition();
  const points = useMemo(
    () =>
      chartPoints({
        points: usage.points,
        previous: previous?.points,
        stack: stack?.counts,
        buckets: range.buckets,
        since: Date.parse(since),
      }),
    [usage.points, previous, stack, range.buckets, since],
  );
  const before = previous?.totals ?? null;
  const nothing = [usage.totals, ...(before ? [before] : [])].every(
    ({ requests, latency }) => requests === 0 && latency === null,
  );
  return (
    <section aria-label="Usage" className="flex flex-col gap-4">
      <ZoneNote chosenZone={range.chosenZone} />
      <div className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <div className="flex min-w-0 flex-wrap items-center gap-x-3">
            <h2 className="font-medium text-base">
              {range.name ? IN_WORDS[range.name] : stretchText(range.from, range.to, range.chosenZone)}
            </h2>
            <LiveRefresh />
          </div>
          <RangePicker shown={range} startTransition={startTransition} />
        </div>
        <ViewOptions of={of} shown={range} exportPath={exportPath} startTransition={startTransition} />
      </div>
      <div aria-busy={pending} className={clsx("flex flex-col gap-4 transition-opacity", pending && "opacity-60")}>
        <StatTiles totals={usage.totals} before={before} />
        {nothing ? (
          empty
        ) : (
          <UsageCharts
            points={points}
            totals={usage.totals}
            before={before}
            stacked={stack?.keys ?? null}
            buckets={range.buckets}
            gap={of === "key" ? "Before the key was made" : "Before the team was made"}
            startTransition={startTransition}
          />
        )}
      </div>
    </section>
  );
}
