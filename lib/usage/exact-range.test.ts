import { expect, test } from "vitest";
import { exactRange, MOST_ANSWER_POINTS } from "./exact-range";
import { KEPT } from "./range";
import { DAY, HOUR, MINUTE } from "./step";

const now = Date.parse("2026-11-23T12:34:56.789Z");
const ask = (from: number | undefined, to?: number, step?: "minute" | "hour" | "day") =>
  exactRange(
    { from: from === undefined ? from : new Date(now - from), to: to === undefined ? to : new Date(now - to), step },
    now,
    KEPT,
  );
const refusedOn = (field: string) =>
  expect.objectContaining({ code: "invalid", fieldErrors: { [field]: expect.any(String) } });

test("without a wish it is the last day by the hour; short ranges are told by the minute, long ones by the day", () => {
  expect(ask(undefined)).toEqual({ from: new Date(now - DAY), to: new Date(now), step: "hour", zone: "UTC" });
  expect(ask(2 * HOUR).step).toBe("minute");
  expect(ask(14 * DAY).step).toBe("hour");
  expect(ask(15 * DAY).step).toBe("day");
  // What is not kept by the minute any more is told by the hour, since nobody asked for minutes.
  expect(ask(20 * DAY, 20 * DAY - HOUR).step).toBe("hour");
  expect(ask(200 * DAY, 199 * DAY).step).toBe("day");
});

test("a range never reaches into the future, and one without time in it is refused", () => {
  expect(ask(HOUR, -DAY).to).toEqual(new Date(now));
  for (const [from, to] of [
    [HOUR, HOUR],
    [HOUR, 2 * HOUR],
    [-HOUR, -2 * HOUR],
  ]) {
    expect(() => ask(from, to)).toThrow(refusedOn("from"));
  }
});

test("a step that is not kept for so long, or makes too many points, is refused instead of made coarser", () => {
  expect(ask(KEPT.minutes, KEPT.minutes - HOUR, "minute").step).toBe("minute");
  expect(() => ask(KEPT.minutes + 1, 0, "minute")).toThrow(refusedOn("step"));
  expect(() => ask(KEPT.hours + 1, 0, "hour")).toThrow(refusedOn("step"));
  expect(() => ask(KEPT.days + 1, 0, "day")).toThrow(refusedOn("from"));
  expect(ask(MOST_ANSWER_POINTS * MINUTE, 0, "minute").step).toBe("minute");
  expect(() => ask(MOST_ANSWER_POINTS * MINUTE + 1, 0, "minute")).toThrow(/3001 points/);
});
