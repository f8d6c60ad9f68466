import { expect, test } from "vitest";
import { dueGraceMark, type Grace, graceMarks, gracePassed, isUsedLately } from "./grace-marks";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse("2026-11-02T09:00:00Z");
const grace = (length: number): Grace => ({ startedAt: new Date(START), endsAt: new Date(START + length) });
const due = (length: number, after: number, told: number | null = null, usedAgo: number | null = 0) =>
  dueGraceMark(
    grace(length),
    START + after,
    usedAgo === null ? null : new Date(START + after - usedAgo),
    told === null ? null : new Date(START + told),
  )?.mark ?? null;

test("a mark is due from its millisecond on, and none before the half or from the end on", () => {
  expect(
    [12 * HOUR - 1, 12 * HOUR, 21.6 * HOUR - 1, 21.6 * HOUR, DAY - 1, DAY].map((after) => due(DAY, after)),
  ).toEqual([null, "half_over", "half_over", "nearly_over", "nearly_over", null]);
  expect(graceMarks(grace(DAY)).map(({ at }) => at.getTime() - START)).toEqual([12 * HOUR, 21.6 * HOUR]);
});

test("what was told is not due again, and of marks found late only the last one is", () => {
  expect(due(DAY, 13 * HOUR, 12 * HOUR)).toBeNull();
  expect(due(DAY, 22 * HOUR, 12 * HOUR)).toBe("nearly_over");
  expect(due(DAY, 22 * HOUR)).toBe("nearly_over");
  expect(due(DAY, 23 * HOUR, 22 * HOUR)).toBeNull();
});

test("an extension moves the marks: a mark told before is due again when it lies ahead again, and only then", () => {
  const told = 22 * HOUR;
  expect(due(DAY + 15 * MINUTE, 22 * HOUR + MINUTE, told)).toBeNull();
  expect(due(8 * DAY, 3 * DAY, told)).toBeNull();
  expect(due(8 * DAY, 4 * DAY, told)).toBe("half_over");
  expect(due(8 * DAY, 7.5 * DAY, 4 * DAY)).toBe("nearly_over");
  expect(due(25 * HOUR, 22.5 * HOUR, told)).toBe("nearly_over");
});

test("nobody is told of a secret that is not used any more, or was not since the rotation", () => {
  expect(due(DAY, 12 * HOUR, null, null)).toBeNull();
  expect(due(DAY, 12 * HOUR, null, 6 * HOUR)).toBe("half_over");
  expect(due(DAY, 12 * HOUR, null, 6 * HOUR + 1)).toBeNull();
  expect(due(15 * MINUTE, 8 * MINUTE, null, 8 * MINUTE)).toBe("half_over");
  expect(due(15 * MINUTE, 8 * MINUTE, null, 8 * MINUTE + 1)).toBeNull();
  expect(due(30 * DAY, 15 * DAY, null, 7 * DAY)).toBe("half_over");
  expect(isUsedLately(grace(DAY), START, new Date(START - 1))).toBe(false);
});

test("the share of a grace that is over stays between 0 and 1, also where it has no length", () => {
  expect([-HOUR, 0, 6 * HOUR, DAY, 2 * DAY].map((after) => gracePassed(grace(DAY), START + after))).toEqual([
    0, 0, 0.25, 1, 1,
  ]);
  expect(gracePassed(grace(0), START)).toBe(1);
});
