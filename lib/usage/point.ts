import { STATUS_CLASSES, type StatusClass, USAGE_CODES, type UsageCode } from "./outcome";

/** Milliseconds, as the provider's services reported them. */
export type Latency = { p50: number | null; p95: number | null; p99: number | null };

/** What happened in one bucket or one whole range. */
export type UsageCounts = {
  /** Verifications answered, whatever the outcome. */
  requests: number;
  outcomes: Record<UsageCode, number>;
  /** Responses the provider's services reported, by status class. */
  responses: Record<StatusClass, number>;
  /** Null when no response was reported: a gap, not a zero. */
  latency: Latency | null;
};

/** `at`: the beginning of the bucket, ISO 8601. */
export type UsagePoint = UsageCounts & { at: string };

export type Usage = { from: string; to: string; points: UsagePoint[]; totals: UsageCounts };

export const noCounts = (): UsageCounts => ({
  requests: 0,
  outcomes: Object.fromEntries(USAGE_CODES.map((code) => [code, 0])) as Record<UsageCode, number>,
  responses: Object.fromEntries(STATUS_CLASSES.map((status) => [status, 0])) as Record<StatusClass, number>,
  latency: null,
});

export const refused = (counts: UsageCounts): number => counts.requests - counts.outcomes.VALID;

/** The share (0 to 1) of reported responses that were 4xx or 5xx; null when none was reported. */
export function errorRate(responses: Record<StatusClass, number>): number | null {
  const all = STATUS_CLASSES.reduce((sum, status) => sum + responses[status], 0);
  return all === 0 ? null : (responses["4xx"] + responses["5xx"]) / all;
}
