import type { TransitionStartFunction } from "react";
import type { UsageCounts } from "@/lib/usage/point";
import type { UsageStep } from "@/lib/usage/range";
import type { ChartPoint } from "./chart-points";

export type ChartProps = {
  points: ChartPoint[];
  totals: UsageCounts;
  step: UsageStep;
  startTransition: TransitionStartFunction;
};

/** One cursor over all charts of a page, and one margin, so that a moment is at the same place in each. */
export const CHART_SYNC = { syncId: "usage", margin: { top: 8, right: 20, bottom: 0, left: 0 } } as const;
