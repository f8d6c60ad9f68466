import fc from "fast-check";
import { expect, it } from "vitest";
import { comparedRanges } from "./compared-ranges";
import { bucketStarts, KEPT, parseRange, RANGE_NAMES, wholeBuckets } from "./range";
import { STEP_MS } from "./step";

const now = Date.parse("2026-11-23T12:34:56.789Z");
const HOUR = 3_600_000;

it("compares a day with the day before, bucket by bucket, up to the moment it begins", () => {
  const { range, previous } = comparedRanges(parseRange({ zone: "Europe/Berlin" }, now), now);
  expect([range.step, range.zone]).toEqual(["30 minutes", "Europe/Berlin"]);
  expect(previous.to).toEqual(wholeBuckets(range).from);
  expect(bucketStarts(previous)).toHaveLength(bucketStarts(range).length);
});

it("counts in days of UTC where the hours of the earlier stretch are gone", () => {
  const { range, previous } = comparedRanges(parseRange({ range: "90d", zone: "Europe/Berlin" }, now), now);
  expect([range.zone, previous.zone, previous.step]).toEqual(["UTC", "UTC", "day"]);
});

it("never asks for buckets finer than what is kept of the earlier stretch, and both have equally many", () => {
  const zone = fc.constantFrom("UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York");
  const custom = fc.record({
    age: fc.integer({ min: 1, max: 400 * 24 }),
    hours: fc.integer({ min: 1, max: 24 * 100 }),
  });
  const named = fc.constantFrom(...RANGE_NAMES);
  fc.assert(
    fc.property(fc.oneof(custom, named), zone, (asked, zone) => {
      const parameters =
        typeof asked === "string"
          ? { range: asked, zone }
          : {
              from: new Date(now - (asked.age + asked.hours) * HOUR).toISOString(),
              to: new Date(now - asked.age * HOUR).toISOString(),
              zone,
            };
      const { range, previous } = comparedRanges(parseRange(parameters, now), now);
      const age = now - previous.from.getTime();
      if (age > KEPT.minutes) expect(STEP_MS[previous.step]).toBeGreaterThanOrEqual(HOUR);
      if (age > KEPT.hours) expect(previous.step).toBe("day");
      expect([previous.step, previous.zone]).toEqual([range.step, range.zone]);
      expect(bucketStarts(previous)).toHaveLength(bucketStarts(range).length);
    }),
  );
});
