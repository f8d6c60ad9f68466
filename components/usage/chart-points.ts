import { errorRate, refused, type UsagePoint } from "@/lib/usage/point";
import { groupCount, OUTCOME_GROUPS } from "./outcome-groups";

/** One bucket as the charts draw it. Null is a gap: nothing was asked or reported, which is no rate of zero. */
export type ChartPoint = {
  at: number;
  requests: number;
  allowed: number;
  limited: number;
  forbidden: number;
  ended: number;
  refusedRate: number | null;
  failedRate: number | null;
  p50: number | null;
  p95: number | null;
  p99: number | null;
};

export const chartPoints = (points: readonly UsagePoint[]): ChartPoint[] =>
  points.map((point) => {
    const [allowed = 0, limited = 0, forbidden = 0, ended = 0] = OUTCOME_GROUPS.map(({ codes }) =>
      groupCount(point, codes),
    );
    return {
      at: Date.parse(point.at),
      requests: point.requests,
      allowed,
      limited,
      forbidden,
      ended,
      refusedRate: point.requests === 0 ? null : refused(point) / point.requests,
      failedRate: errorRate(point.responses),
      p50: point.latency?.p50 ?? null,
      p95: point.latency?.p95 ?? null,
      p99: point.latency?.p99 ?? null,
    };
  });
