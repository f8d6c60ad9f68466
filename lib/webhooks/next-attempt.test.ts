import fc from "fast-check";
import { expect, test } from "vitest";
import { nextAttempt, readRetryAfter, SCHEDULE_MS } from "./next-attempt";

const first = new Date("2027-03-01T00:00:00Z");
const HOUR = 3_600_000;
const LAST = first.getTime() + 24 * HOUR;

/** Every attempt of a delivery that always fails at once, in ms after the first. */
function attempts(random: () => number): number[] {
  const all = [0];
  for (let now = first; ; ) {
    const next = nextAttempt(all.length, first, now, random());
    if (next === null) return all;
    all.push(next.getTime() - first.getTime());
    now = next;
  }
}

test("without jitter the attempts are those of the schedule, the last after 24 hours", () => {
  expect(attempts(() => 0)).toEqual(SCHEDULE_MS);
  expect(SCHEDULE_MS.at(-1)).toBe(24 * HOUR);
});

test("jitter puts attempts off by a tenth of their wait at most, brings none forward, and the last stays the last", () => {
  const random = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.infiniteStream(random), (stream) => {
      const all = attempts(() => stream.next().value as number);
      expect(all).toHaveLength(SCHEDULE_MS.length);
      for (const [i, at] of all.entries()) {
        const planned = SCHEDULE_MS[i] as number;
        expect(at).toBeGreaterThanOrEqual(planned);
        expect(at - planned).toBeLessThanOrEqual((planned - (SCHEDULE_MS[i - 1] ?? 0)) * 0.1);
      }
    }),
  );
});

test("after a day of downtime nothing is tried more often than every 5 s, nor after the last attempt's time", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 60 * HOUR }), (made, later) => {
      const now = new Date(first.getTime() + later);
      const next = nextAttempt(made, first, now, 0.5);
      if (made >= SCHEDULE_MS.length || now.getTime() >= LAST) expect(next).toBeNull();
      else expect(next?.getTime()).toBeGreaterThanOrEqual(now.getTime() + 5_000);
    }),
  );
});

test("Retry-After puts the next attempt off, and never past the last one's time", () => {
  const soon = new Date(first.getTime() + 1_000);
  expect(nextAttempt(1, first, soon, 0, 3_600_000)).toEqual(new Date(soon.getTime() + HOUR));
  expect(nextAttempt(1, first, soon, 0, 0)).toEqual(new Date(first.getTime() + 6_000));
  expect(nextAttempt(1, first, soon, 0, 90 * 24 * HOUR)).toEqual(new Date(LAST));
});

test("Retry-After is seconds or a date; anything else is as if it were not there", () => {
  const now = Date.parse("2027-03-01T00:00:00Z");
  expect(readRetryAfter("120", now)).toBe(120_000);
  expect(readRetryAfter("Mon, 01 Mar 2027 00:01:00 GMT", now)).toBe(60_000);
  expect(readRetryAfter("Mon, 01 Mar 2020 00:01:00 GMT", now)).toBe(0);
  for (const odd of [undefined, "", "soon", "-5", "1.5", "1e9", "99999999999"])
    expect(readRetryAfter(odd, now)).toBeNull();
});
