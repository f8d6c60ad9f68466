import type { ChartPoint } from "./chart-points";
import type { Series } from "./series";

/** Whether a chart of these has anything to draw; where not, words stand in its place, and no other words beside them. */
export const isDrawn = (points: readonly ChartPoint[], series: readonly Series[], comparing: boolean): boolean =>
  points.some((point) =>
    series.some(({ value, before }) => (value(point) ?? 0) > 0 || (comparing && (before?.(point) ?? 0) > 0)),
  );
