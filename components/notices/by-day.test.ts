import { expect, it } from "vitest";
import { byDay } from "./by-day";

const at = (createdAt: string) => ({ createdAt });
const days = (times: string[], zone: string, now: string) =>
  byDay(times.map(at), zone, Date.parse(now)).map(({ day, items }) => [day, items.length]);

it("parts a list by the days of the viewer's zone, in its order", () => {
  const times = ["2026-11-20T11:00:00Z", "2026-11-20T00:30:00Z", "2026-11-19T18:00:00Z", "2026-11-02T00:00:00Z"];
  expect(days(times, "UTC", "2026-11-20T12:00:00Z")).toEqual([
    ["Today", 2],
    ["Yesterday", 1],
    ["2 Nov 2026", 1],
  ]);
  expect(days(times, "America/New_York", "2026-11-20T12:00:00Z")).toEqual([
    ["Today", 1],
    ["Yesterday", 2],
    ["1 Nov 2026", 1],
  ]);
});

it("knows yesterday just after midnight and on days of 23 and 25 hours", () => {
  // Clocks go forward on 29 March and back on 25 October 2026.
  for (const [now, before] of [
    ["2026-03-29T21:50:00Z", "2026-03-28T22:30:00Z"],
    ["2026-03-29T22:10:00Z", "2026-03-29T21:50:00Z"],
    ["2026-10-25T22:50:00Z", "2026-10-24T21:30:00Z"],
    ["2026-10-25T23:10:00Z", "2026-10-25T22:50:00Z"],
  ] as const) {
    expect(days([before], "Europe/Berlin", now)).toEqual([["Yesterday", 1]]);
  }
});
