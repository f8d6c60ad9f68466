import fc from "fast-check";
import { expect, test } from "vitest";
import { simulateLimit } from "./simulate-limit";
import type { Limit } from "./spread-evenly";

const MINUTE = 60_000;

/** What the limiter does, call by call: accepts while fewer than the limit were accepted in the window before. */
function replay(times: readonly number[], { limit, windowSeconds }: Limit): number {
  const accepted: number[] = [];
  let from = 0;
  let refused = 0;
  for (const at of times) {
    while ((accepted[from] ?? at) <= at - windowSeconds * 1_000) from++;
    if (accepted.length - from < limit) accepted.push(at);
    else refused++;
  }
  return refused;
}

/** Calls by minute, as usage counts them. */
function byMinute(times: readonly number[], minutes: number): number[] {
  const counts = new Array<number>(minutes).fill(0);
  for (const at of times) counts[Math.floor(at / MINUTE)] = (counts[Math.floor(at / MINUTE)] ?? 0) + 1;
  return counts;
}

const MINUTES = 12;
const moment = fc.integer({ min: 0, max: MINUTES * MINUTE - 1 });
/** Calls here and there, and bursts that come at once or nearly. */
const times = fc
  .tuple(
    fc.array(moment, { maxLength: 80 }),
    fc.array(fc.tuple(moment, fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 1, 50, 1_500)), { maxLength: 4 }),
  )
  .map(([single, bursts]) =>
    [...single, ...bursts.flatMap(([at, count, gap]) => Array.from({ length: count }, (_, i) => at + i * gap))]
      .filter((at) => at < MINUTES * MINUTE)
      .sort((a, b) => a - b),
  );
const windowSeconds = fc.oneof(
  fc.constantFrom(1, 7, 10, 30, 59, 60, 61, 90, 120, 600, 720, 3_600, 86_400),
  fc.integer({ min: 1, max: 900 }),
);
const limits = fc.record({ limit: fc.integer({ min: 1, max: 40 }), windowSeconds });

test("whenever within their minutes the calls came: what would have been refused lies within the range", () => {
  fc.assert(
    fc.property(times, limits, (at, limit) => {
      const exact = replay(at, limit);
      const { refused, calls } = simulateLimit(byMinute(at, MINUTES), limit);
      expect(calls).toBe(at.length);
      expect(refused.least).toBeLessThanOrEqual(exact);
      expect(refused.most).toBeGreaterThanOrEqual(exact);
      expect(refused.likely).toBeGreaterThanOrEqual(refused.least);
      expect(refused.likely).toBeLessThanOrEqual(refused.most);
    }),
    { numRuns: 3_000 },
  );
});

test("a limit called certainly enough refuses nothing, and one less may", () => {
  fc.assert(
    fc.property(times, windowSeconds, (at, seconds) => {
      const counts = byMinute(at, MINUTES);
      const { enough } = simulateLimit(counts, { limit: 1, windowSeconds: seconds });
      const limit = Math.max(1, enough.certain);
      expect(replay(at, { limit, windowSeconds: seconds })).toBe(0);
      expect(simulateLimit(counts, { limit, windowSeconds: seconds }).refused).toEqual({
        least: 0,
        likely: 0,
        most: 0,
      });
      expect(enough.likely).toBeLessThanOrEqual(enough.certain);
      if (enough.certain > 1)
        expect(
          simulateLimit(counts, { limit: enough.certain - 1, windowSeconds: seconds }).refused.most,
        ).toBeGreaterThan(0);
    }),
    { numRuns: 1_000 },
  );
});

test("a limit called enough for evenly spread calls refuses none of them", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { maxLength: 30 }), windowSeconds, (counts, seconds) => {
      const { enough, peaks } = simulateLimit(counts, { limit: 1, windowSeconds: seconds });
      const even = simulateLimit(counts, { limit: Math.max(1, enough.likely), windowSeconds: seconds });
      expect(even.minutes).toBe(0);
      expect(even.worst).toBeNull();
      expect(peaks).toHaveLength(counts.length);
    }),
  );
});

test("the range is as narrow as can be: both of its ends happen", () => {
  // 100 calls a minute for ten minutes against 60 a minute.
  const { refused, minutes, worst } = simulateLimit(new Array(10).fill(100), { limit: 60, windowSeconds: 60 });
  expect(refused).toEqual({ least: 400, likely: 400, most: 700 });
  expect({ minutes, worst }).toEqual({ minutes: 10, worst: { index: 0, refused: 40 } });
  const atTheStart = Array.from({ length: 10 }, (_, i) => new Array<number>(100).fill(i * MINUTE)).flat();
  expect(replay(atTheStart, { limit: 60, windowSeconds: 60 })).toBe(400);
  const closeTogether = Array.from({ length: 10 }, (_, i) =>
    new Array<number>(100).fill(i * MINUTE + (i % 2 === 0 ? MINUTE - 1 : 0)),
  ).flat();
  expect(replay(closeTogether, { limit: 60, windowSeconds: 60 })).toBe(700);
});

test("a window over many minutes leaves little open", () => {
  const { refused } = simulateLimit(new Array(600).fill(10), { limit: 500, windowSeconds: 3_600 });
  expect(refused.least).toBe(1_000);
  expect(refused.most).toBeLessThan(1_150);
});

test("no call is refused of none, and a week is replayed in a moment", () => {
  expect(simulateLimit([], { limit: 1, windowSeconds: 60 })).toMatchObject({ calls: 0, worst: null, minutes: 0 });
  const week = Array.from({ length: 10_080 }, (_, i) => (i * 7_919) % 1_300);
  for (const seconds of [1, 59, 61, 3_599, 86_399, 86_400]) {
    const before = performance.now();
    simulateLimit(week, { limit: 1_000, windowSeconds: seconds });
    expect(performance.now() - before, String(seconds)).toBeLessThan(1_000);
  }
});
