import { expect, test } from "vitest";
import { secretRhythm } from "./secret-rhythm";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const rhythm = (counts: number[], length = counts.length * HOUR) =>
  secretRhythm(
    counts.map((requests, i) => ({ at: i * HOUR, requests })),
    HOUR,
    0,
    length,
  );

test("the usual pause is that of the last day, so that a key which grew is held against what it is now", () => {
  const week = Array.from({ length: 7 * 24 }, (_, hour) => (hour < 6 * 24 ? 1 : 1_800));
  expect(rhythm(week).usualPause).toBeCloseTo(2_000);
  expect(rhythm([], 0).usualPause).toBeNull();
});

test("a secret that lived for seconds has the pause of those seconds", () => {
  expect(rhythm([30], 15_000)).toEqual({ watched: 15_000, usualPause: 500, longestPause: 0, activeHours: 1 });
});

test("of minutes, hours are counted once", () => {
  const minutes = [0, 1, 2, 61].map((minute) => ({ at: minute * 60_000, requests: 1 }));
  expect(secretRhythm(minutes, 60_000, 0, 2 * HOUR)).toMatchObject({ activeHours: 2, usualPause: HOUR / 2 });
});

test("the longest pause lies between two calls: neither before the first one nor after the last", () => {
  expect(rhythm([0, 0, 5, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]).longestPause).toBe(4 * HOUR);
  expect(rhythm([0, 7, 0, 0]).longestPause).toBe(0);
  expect(rhythm([1, 1, 1]).longestPause).toBe(0);
  const nightly = Array.from({ length: 7 * 24 }, (_, hour) => (hour % 24 === 1 ? 500 : 0));
  expect(rhythm(nightly)).toMatchObject({ longestPause: DAY, activeHours: 7 });
});
