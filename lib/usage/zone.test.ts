import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketStarts, namedRange, previousRange, wholeBuckets } from "./range";
import { DAY, HOUR, MINUTE } from "./step";
import { dayStart, isZone, nextDayStart, pieceEnd, pieceStart } from "./zone";

const ZONES = Intl.supportedValuesOf("timeZone");
const at = (text: string): number => Date.parse(text);

/** The date as another formatter of the platform says it. */
const dateIn = (ms: number, zone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(ms);

test("a day begins at midnight of its zone, and is 23 or 25 hours long when the clocks change", () => {
  expect(dayStart(at("2026-11-23T12:00:00Z"), "Europe/Berlin")).toBe(at("2026-11-22T23:00:00Z"));
  expect(dayStart(at("2026-11-23T12:00:00Z"), "Asia/Kathmandu")).toBe(at("2026-11-22T18:15:00Z"));
  const spring = dayStart(at("2026-03-29T12:00:00Z"), "Europe/Berlin");
  expect(nextDayStart(spring, "Europe/Berlin") - spring).toBe(23 * HOUR);
  const autumn = dayStart(at("2026-10-25T12:00:00Z"), "Europe/Berlin");
  expect(nextDayStart(autumn, "Europe/Berlin") - autumn).toBe(25 * HOUR);
  // In Cairo the clocks go from 00:00 to 01:00: the day begins at its 01:00.
  const cairo = dayStart(at("2026-04-24T12:00:00Z"), "Africa/Cairo");
  expect([cairo, nextDayStart(cairo, "Africa/Cairo") - cairo]).toEqual([at("2026-04-23T22:00:00Z"), 23 * HOUR]);
});

test("in every zone and at every moment: the day's beginning is of its date, the minute before it is not", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.integer({ min: at("2024-01-01T00:00:00Z"), max: at("2029-01-01T00:00:00Z") }),
      (zone, ms) => {
        const start = dayStart(ms, zone);
        expect(start).toBeLessThanOrEqual(ms);
        expect(dateIn(start, zone)).toBe(dateIn(ms, zone));
        expect(dateIn(start - MINUTE, zone) < dateIn(ms, zone)).toBe(true);
        const next = nextDayStart(ms, zone);
        expect(next).toBeGreaterThan(ms);
        expect(dayStart(next - 1, zone)).toBe(start);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("the days of every zone, for years to come, begin where a piece of an hour begins", () => {
  for (const zone of ZONES) {
    const seen = new Set<number>();
    for (let day = at("2025-01-01T12:00:00Z"); day < at("2031-01-01T00:00:00Z"); day += 14 * DAY) {
      const start = dayStart(day, zone);
      if (seen.has(start % DAY)) continue;
      seen.add(start % DAY);
      expect({ zone, start, piece: pieceStart(start) }).toEqual({ zone, start, piece: start });
    }
  }
});

test("a piece is no longer than an hour of UTC and holds its moment", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: at("2030-01-01T00:00:00Z") }), (ms) => {
      const start = pieceStart(ms);
      expect(start).toBeLessThanOrEqual(ms);
      expect(Math.floor(start / HOUR)).toBe(Math.floor(ms / HOUR));
      expect(pieceStart(start)).toBe(start);
      expect(pieceStart(pieceEnd(ms) - 1)).toBe(start);
      expect(pieceStart(pieceEnd(ms))).toBe(pieceEnd(ms));
    }),
  );
});

test("the last 90 days are 90 days of the zone, and so are the 90 before them", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.integer({ min: at("2025-01-01T00:00:00Z"), max: at("2029-01-01T00:00:00Z") }),
      (zone, now) => {
        const range = namedRange("90d", now, zone);
        const previous = previousRange(range);
        expect([bucketStarts(range).length, bucketStarts(previous).length]).toEqual([90, 90]);
        expect(previous.to).toEqual(wholeBuckets(range).from);
        expect(dateIn(bucketStarts(range).at(-1) ?? 0, zone)).toBe(dateIn(now, zone));
      },
    ),
    { numRuns: 50 },
  );
});

test("only names of the time zone database are zones", () => {
  expect(["UTC", "Europe/Berlin", "Asia/Kolkata"].map(isZone)).toEqual([true, true, true]);
  expect(["", "+02:00", "Mars/Olympus", "x'; DROP TABLE", "A".repeat(100)].map(isZone)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
