import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketStarts, namedRange, parseRange, RANGE_NAMES, stepFor } from "./range";
import { STEP_MS } from "./step";

const now = Date.parse("2026-11-23T12:34:56.789Z");

test("named ranges hold the expected number of buckets, the last one under way", () => {
  expect(RANGE_NAMES.map((name) => bucketStarts(namedRange(name, now)).length)).toEqual([60, 48, 168, 120, 90]);
  for (const name of RANGE_NAMES) {
    const range = namedRange(name, now);
    const last = bucketStarts(range).at(-1) ?? 0;
    expect(last).toBeLessThanOrEqual(now);
    expect(last + STEP_MS[range.step]).toBeGreaterThan(now);
  }
});

test("from and to win over the name, are kept out of the future, and nonsense falls back to 24 hours", () => {
  const custom = parseRange({ range: "7d", from: "2026-11-23T11:00:00Z", to: "2030-01-01T00:00:00Z" }, now);
  expect(custom).toEqual({
    from: new Date("2026-11-23T11:00:00Z"),
    to: new Date(now),
    step: "minute",
    zone: "UTC",
    name: null,
  });
  expect(parseRange({ range: "7d", from: "yesterday", to: null }, now).name).toBe("7d");
  expect(parseRange({ from: "2026-11-23T11:00:00Z", to: "2026-11-22T11:00:00Z" }, now).name).toBe("24h");
  expect(parseRange({ range: "2 weeks" }, now).name).toBe("24h");
});

test("a step is never finer than the data kept, and never makes more than 3,000 points", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 60_000, max: 3 * 365 * 86_400_000 }),
      fc.integer({ min: 60_000, max: 3 * 365 * 86_400_000 }),
      fc.constantFrom(undefined, ...(Object.keys(STEP_MS) as (keyof typeof STEP_MS)[])),
      (age, span, wanted) => {
        const from = now - age;
        const to = Math.min(now, from + span);
        const step = STEP_MS[stepFor(from, to, now, wanted)];
        if (age > 8 * 86_400_000) expect(step).toBeGreaterThanOrEqual(STEP_MS.hour);
        if (age > 90 * 86_400_000) expect(step).toBe(STEP_MS.day);
        expect((to - from) / step).toBeLessThanOrEqual(3_000);
      },
    ),
  );
});
