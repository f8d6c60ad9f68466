import { expect, it } from "vitest";
import { isRead, joinMarks, marksOf, NO_MARKS, unreadLeft } from "./read-marks";

const expired = { kind: "key.expired", deadline: "2026-11-20T00:00:00.000Z" } as const;
const notice = (id: string, environment: "live" | "test" | null, readAt: string | null = null) => ({
  ...{ id, environment, readAt },
  facts: expired,
});
const counted = { live: 3, test: 2, team: 1 };

it("counts what is marked at once, each notice once and none that was read before", () => {
  expect(unreadLeft(counted, NO_MARKS, "live")).toBe(4);
  const marks = marksOf([notice("a", "live"), notice("b", null), notice("c", "live", "2026-11-20T00:00:00.000Z")]);
  expect(unreadLeft(counted, marks, "live")).toBe(2);
  expect(unreadLeft(counted, joinMarks(marks, marksOf([notice("a", "live")])), "live")).toBe(2);
  expect(unreadLeft(counted, marks, "test")).toBe(2);
  expect(isRead(notice("a", "live"), marks)).toBe(true);
  expect(isRead(notice("d", "live"), marks)).toBe(false);
});

it("sweeps an environment with what is of neither, and leaves the other alone", () => {
  const marks = { ids: new Map(), swept: [{ environment: "live", group: null }] as const };
  expect(unreadLeft(counted, marks, "live")).toBe(0);
  expect(unreadLeft(counted, marks, "test")).toBe(2);
  expect(isRead(notice("a", null), marks)).toBe(true);
  expect(isRead(notice("a", "test"), marks)).toBe(false);
  const some = { ids: new Map(), swept: [{ environment: "live", group: "alerts" }] as const };
  expect(isRead(notice("a", "live"), some)).toBe(false);
});
