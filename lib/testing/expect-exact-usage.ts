import { expect } from "vitest";
import { type Outcomes, type Sent, truth } from "@/lib/testing/usage-truth";
import { bucketStarts, type UsageRange, wholeBuckets } from "@/lib/usage/range";
import type { UsageScope, UsageStore } from "@/lib/usage/usage-store";

/** Every reading of this scope and range against what was sent. */
export async function expectExactUsage(
  store: UsageStore,
  scope: UsageScope,
  range: UsageRange,
  sent: Sent,
): Promise<void> {
  const { from, to } = wholeBuckets(range);
  const expected = truth(scope, { from: from.getTime(), to: to.getTime() }, sent);
  const { points, totals } = await store.series(scope, range);
  expect({ ...totals, latency: null }).toEqual({ ...expected.counts, latency: null });
  expectLatency(totals.latency, expected.latencies);
  const starts = bucketStarts(range);
  expect(points.map(({ at }) => Date.parse(at))).toEqual(starts);
  for (const [i, start] of starts.entries()) {
    const there = truth(scope, { from: start, to: starts[i + 1] ?? to.getTime() }, sent);
    expect({ ...points[i], at: start, latency: null }).toEqual({ at: start, ...there.counts, latency: null });
    expectLatency(points[i]?.latency ?? null, there.latencies);
  }
  const breakdown = await store.breakdown(scope, range);
  const shown = (dimension: keyof Outcomes) =>
    Object.fromEntries(
      breakdown[dimension].map((part) => [part.value, [part.requests, part.refused, part.responses, part.failed]]),
    );
  for (const dimension of ["routes", "countries", "scopes"] as const) {
    expect({ dimension, of: shown(dimension) }).toEqual({ dimension, of: expected[dimension] });
  }
  expect(Object.fromEntries(breakdown.statuses.map(({ status, responses }) => [status, responses]))).toEqual(
    expected.statuses,
  );
  const sum = (of: "requests" | "refused" | "responses") => breakdown.callers.reduce((all, part) => all + part[of], 0);
  expect([sum("requests"), sum("refused")]).toEqual([
    expected.counts.requests,
    expected.counts.requests - expected.counts.outcomes.VALID,
  ]);
  expect(sum("responses")).toBe(expected.latencies.length);
}

function expectLatency(
  latency: { p50: number | null; p95: number | null; p99: number | null } | null,
  exact: number[],
) {
  if (exact.length === 0) return expect(latency).toBeNull();
  const sorted = exact.toSorted((a, b) => a - b);
  for (const [share, of] of [
    [0.5, "p50"],
    [0.95, "p95"],
    [0.99, "p99"],
  ] as const) {
    const value = sorted[Math.ceil(share * sorted.length - 1e-9) - 1] ?? Number.NaN;
    expect(Math.abs((latency?.[of] ?? Number.NaN) - value)).toBeLessThanOrEqual(0.02 * value);
  }
}
