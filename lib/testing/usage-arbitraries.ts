import fc from "fast-check";
import { USAGE_CODES } from "@/lib/usage/outcome";
import { bucketStarts, namedRange, parseRange, RANGE_NAMES } from "@/lib/usage/range";
import { DAY, MINUTE } from "@/lib/usage/step";

export const NOW = Date.parse("2026-11-23T12:34:56.789Z");
/** Without daylight saving time, with it in either hemisphere, and days that begin within an hour of UTC. */
const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
];
const ROUTES = [undefined, "/v1/charges", "/v1/refunds/{id}"];
const ADDRESSES = [undefined, "8.8.8.8", "95.217.163.246"];

export const usageEvent = fc.record({
  who: fc.nat(3),
  // From this very minute to the edge of what reports may be late by, so that each range sees different parts.
  age: fc.oneof(
    fc.integer({ min: 0, max: 5 * MINUTE }),
    fc.integer({ min: 0, max: 2 * DAY }),
    fc.integer({ min: 0, max: 7 * DAY }),
  ),
  code: fc.constantFrom(...USAGE_CODES),
  route: fc.constantFrom(...ROUTES),
  ip: fc.constantFrom(...ADDRESSES),
  scopes: fc.constantFrom([], ["read"], ["read", "write"]),
  status: fc.constantFrom(null, 200, 204, 404, 503),
  latencyMs: fc.double({ min: 0.1, max: 30_000, noNaN: true }),
});
export const usageRange = fc.oneof(
  fc
    .record({ name: fc.constantFrom(...RANGE_NAMES), zone: fc.constantFrom(...ZONES) })
    .map(({ name: of, zone }) => namedRange(of, NOW, zone)),
  fc
    .record({
      from: fc.integer({ min: 1, max: 9 * 1_440 }),
      span: fc.integer({ min: 1, max: 9 * 1_440 }),
      zone: fc.constantFrom(...ZONES),
      step: fc.constantFrom(null, "minute", "hour", "day"),
    })
    .map(({ from, span, zone, step }) => {
      const start = NOW - from * MINUTE;
      const parameters = {
        from: new Date(start).toISOString(),
        to: new Date(start + span * MINUTE).toISOString(),
        zone,
        step,
      };
      const { name: _, ...parsed } = parseRange(parameters, NOW);
      return parsed;
    })
    // A chart of thousands of points takes as long to check as it says little more.
    .filter((custom) => bucketStarts(custom).length <= 200),
);
