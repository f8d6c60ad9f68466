import { errorRate, refused, type UsagePoint } from "@/lib/usage/point";
import { nextStart } from "@/lib/usage/range";
import type { Buckets } from "./bucket-text";
import { groupCount, OUTCOME_GROUPS } from "./outcome-groups";

/** What is drawn of a bucket. Null is a gap: nothing was asked or reported, which is no rate of zero. */
export type Figures = {
  requests: number | null;
  allowed: number | null;
  limited: number | null;
  forbidden: number | null;
  ended: number | null;
  refusedRate: number | null;
  failedRate: number | null;
  p50: number | null;
  p95: number | null;
  p99: number | null;
};

/** One bucket as the charts draw it. */
export type ChartPoint = Figures & {
  at: number;
  /** The bucket of the period before that it is compared with. */
  before: Figures | null;
  /** Requests of each key that is drawn by itself, in the order of the stack. */
  keys: readonly number[];
};

const GAP: Figures = {
  requests: null,
  allowed: null,
  limited: null,
  forbidden: null,
  ended: null,
  refusedRate: null,
  failedRate: null,
  p50: null,
  p95: null,
  p99: null,
};

/** `since`: when what is looked at began to exist; a bucket before that is a gap, not a zero. */
function figures(point: UsagePoint, buckets: Buckets, since: number): Figures {
  const failedRate = errorRate(point.responses);
  if (
    point.requests === 0 &&
    failedRate === null &&
    nextStart(Date.parse(point.at), buckets.step, buckets.zone) <= since
  )
    return GAP;
  const [allowed = 0, limited = 0, forbidden = 0, ended = 0] = OUTCOME_GROUPS.map(({ codes }) =>
    groupCount(point, codes),
  );
  return {
    requests: point.requests,
    allowed,
    limited,
    forbidden,
    ended,
    refusedRate: point.requests === 0 ? null : refused(point) / point.requests,
    failedRate,
    p50: point.latency?.p50 ?? null,
    p95: point.latency?.p95 ?? null,
    p99: point.latency?.p99 ?? null,
  };
}

/** Buckets of which nothing is known but how many requests there were; null: what is looked at did not exist yet. */
export const countPoints = (starts: readonly number[], requests: readonly (number | null)[]): ChartPoint[] =>
  starts.map((at, i) => ({ ...GAP, at, requests: requests[i] ?? null, before: null, keys: [] }));

type Shown = {
  points: readonly UsagePoint[];
  /** Of the period before, paired by position. */
  previous?: readonly UsagePoint[] | undefined;
  /** Key by key, the requests of each bucket. */
  stack?: readonly (readonly number[])[] | undefined;
  buckets: Buckets;
  since: number;
};

export const chartPoints = ({ points, previous, stack = [], buckets, since }: Shown): ChartPoint[] =>
  points.map((point, i) => {
    const before = previous?.[i];
    return {
      at: Date.parse(point.at),
      ...figures(point, buckets, since),
      before: before ? figures(before, buckets, since) : null,
      keys: stack.map((counts) => counts[i] ?? 0),
    };
  });
