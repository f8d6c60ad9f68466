import { expect, test } from "vitest";
import { DAY } from "@/lib/usage/step";
import { dueDeadlineMark, nextDeadlineMark } from "./deadline-marks";

const END = Date.parse("2027-06-01T12:00:00Z");
const deadline = new Date(END);
const daysBefore = (days: number) => END - days * DAY;
const long = new Date(daysBefore(90));

test.each([
  ["31 days before", 31, null],
  ["a millisecond before 30 days", 30 + 1 / DAY, null],
  ["30 days before", 30, 30],
  ["8 days before", 8, 30],
  ["7 days before", 7, 7],
  ["1 day before", 1, 1],
  ["a millisecond before the end", 1 / DAY, 1],
  ["at the end", 0, 0],
  ["40 days after", -40, 0],
])("%s the nearest mark that was reached is due, and no earlier one", (_, days, mark) => {
  expect(dueDeadlineMark(deadline, long, daysBefore(days))).toBe(mark);
});

test("a mark that had passed when the date was set is not told: who set it knew", () => {
  const made = new Date(daysBefore(5));
  expect(dueDeadlineMark(deadline, made, daysBefore(5))).toBeNull();
  expect(dueDeadlineMark(deadline, made, daysBefore(2))).toBeNull();
  expect(dueDeadlineMark(deadline, made, daysBefore(1))).toBe(1);
  expect(dueDeadlineMark(deadline, made, daysBefore(0))).toBe(0);
  expect(dueDeadlineMark(deadline, new Date(daysBefore(7)), daysBefore(6))).toBeNull();
});

test("each look leads to the next mark, and the last to none", () => {
  expect(nextDeadlineMark(deadline, daysBefore(90))).toEqual(new Date(daysBefore(30)));
  expect(nextDeadlineMark(deadline, daysBefore(30))).toEqual(new Date(daysBefore(7)));
  expect(nextDeadlineMark(deadline, daysBefore(3))).toEqual(new Date(daysBefore(1)));
  expect(nextDeadlineMark(deadline, daysBefore(0.5))).toEqual(deadline);
  expect(nextDeadlineMark(deadline, daysBefore(0))).toBeNull();
});
