import type { TransitionStartFunction } from "react";
import type { UsageCounts } from "@/lib/usage/point";
import type { Buckets } from "./bucket-text";
import type { ChartPoint } from "./chart-points";

export type ChartProps = {
  points: ChartPoint[];
  totals: UsageCounts;
  /** Of the period before; null when nothing is compared. */
  before: UsageCounts | null;
  buckets: Buckets;
  /** Why a bucket is a gap, in words. */
  gap: string;
  startTransition: TransitionStartFunction;
};

/** One cursor over all charts of a page, and one margin, so that a moment is at the same place in each. */
export const CHART_SYNC = { syncId: "usage", margin: { top: 8, right: 20, bottom: 0, left: 0 } } as const;
