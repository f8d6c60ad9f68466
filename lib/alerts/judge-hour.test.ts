import { expect, test } from "vitest";
import { DAY, HOUR } from "@/lib/usage/step";
import type { Finding } from "./finding";
import { type JudgedHour, judgeHour } from "./judge-hour";
import type { KeyHours } from "./key-hours";

const FROM = Date.UTC(2026, 5, 1);
const LENGTH = 90 * 24;
const LAST = LENGTH - 1;

type Lists = Partial<Record<"requests" | "refused" | "responses" | "failed", (i: number) => number>>;
function hoursOf(lists: Lists): KeyHours {
  const list = (at: ((i: number) => number) | undefined) => Array.from({ length: LENGTH }, (_, i) => at?.(i) ?? 0);
  return {
    from: FROM,
    requests: list(lists.requests),
    refused: list(lists.refused),
    responses: list(lists.responses),
    failed: list(lists.failed),
  };
}

const judge = (lists: Lists, more: Partial<JudgedHour> = {}): Finding[] =>
  judgeHour({
    hours: hoursOf(lists),
    i: LAST,
    seen: { countries: [], addresses: [] },
    known: { countries: new Set(["DE"]), addresses: new Set(["192.0.2.1"]) },
    secrets: [],
    past: { lastAt: FROM + (LAST - 1) * HOUR, pauses: [] },
    ...more,
  });
const kinds = (found: readonly Finding[]): string[] => found.map(({ evidence }) => evidence.kind);
const last = (value: number, usual: number) => (i: number) => (i === LAST ? value : usual);

test("a steady key is quiet, and an hour far above what it makes is a spike with all that shows why", () => {
  expect(judge({ requests: () => 365 })).toEqual([]);
  const [found] = judge({ requests: last(4_812, 365) });
  expect(found).toMatchObject({ from: FROM + LAST * HOUR, to: FROM + LENGTH * HOUR });
  expect(found?.excess).toBeGreaterThan(2);
  if (found?.evidence.kind !== "spike") throw new Error("no spike");
  const { usual, threshold, around, requests } = found.evidence;
  expect([requests, threshold]).toEqual([4_812, 5 * 365]);
  expect(usual.low).toBeGreaterThan(300);
  expect(usual.high).toBeLessThan(430);
  // The band reaches a day beyond the hour on both sides.
  expect(around.usual).toHaveLength(49);
  expect(Date.parse(around.from)).toBe(found.from - DAY);
});

test("small keys stay quiet, however many times more than usual they make", () => {
  expect(judge({ requests: last(199, 1) })).toEqual([]);
  expect(kinds(judge({ requests: last(201, 1) }))).toEqual(["spike"]);
});

test("what the same hour of the week always makes is no spike, and neither is the same an hour later", () => {
  const weekly = (hour: number) => (i: number) =>
    (i - LAST) % 168 === hour || (i === LAST && hour !== 0) ? 5_000 : 10;
  expect(judge({ requests: weekly(0) })).toEqual([]);
  expect(judge({ requests: weekly(-1) })).toEqual([]);
  expect(kinds(judge({ requests: weekly(-5) }))).toEqual(["spike"]);
});

test("a key without a week behind it has nothing usual yet", () => {
  expect(judge({ requests: (i) => (i === LAST ? 9_000 : i > LAST - 6 * 24 ? 10 : 0) })).toEqual([]);
});

test("a past incident neither hides a spike nor makes one", () => {
  const incident = (i: number) => i > LAST - 9 * 24 && i < LAST - 9 * 24 + 4;
  expect(kinds(judge({ requests: (i) => (i === LAST || incident(i) ? 6_000 : 300) }))).toEqual(["spike"]);
  expect(judge({ requests: (i) => (incident(i) ? 6_000 : 300) })).toEqual([]);
});

test("errors are compared with the key's own, from fifty responses and twenty failures on", () => {
  const answers = { requests: () => 400, responses: () => 400 };
  expect(kinds(judge({ ...answers, failed: last(157, 6) }))).toEqual(["error_jump"]);
  expect(judge({ ...answers, failed: () => 157 })).toEqual([]);
  expect(judge({ requests: () => 40, responses: () => 40, failed: last(40, 1) })).toEqual([]);
  expect(judge({ ...answers, failed: last(19, 0) })).toEqual([]);
});

test("a new country is told at its first request, but not in a key's first week and not for a key used everywhere", () => {
  const seen = { addresses: [], countries: [{ country: "BR", requests: 1, refused: 0 }] };
  const known = (...countries: string[]) => ({ countries: new Set(countries), addresses: null });
  const [found] = judge({ requests: () => 5 }, { seen });
  expect(found?.evidence).toMatchObject({ kind: "new_country", country: "BR", known: ["DE"] });
  expect(judge({ requests: () => 5 }, { seen, known: known("DE", "BR") })).toEqual([]);
  expect(judge({ requests: () => 5 }, { seen, known: known(..."ABCDEFGHIJK") })).toEqual([]);
  expect(judge({ requests: () => 5 }, { seen, known: known() })).toEqual([]);
  expect(judge({ requests: (i) => (i > LAST - 5 * 24 ? 5 : 0) }, { seen })).toEqual([]);
});

test("refusals of a stranger are told, those of a known caller and of one that only moved are not", () => {
  const caller = (address: string) => ({
    seen: { countries: [], addresses: [{ address, country: "BR", requests: 50, refused: 45 }] },
  });
  const mostlyAccepted = { requests: () => 150, refused: last(45, 1) };
  expect(kinds(judge(mostlyAccepted, caller("203.0.113.9")))).toEqual(["refusal_burst"]);
  expect(judge(mostlyAccepted, caller("192.0.2.1"))).toEqual([]);
  expect(judge({ requests: () => 50, refused: () => 45 }, caller("203.0.113.9"))).toEqual([]);
  const several = ["203.0.113.9", "203.0.113.10", "203.0.113.11"].map((address) => caller(address).seen.addresses[0]);
  const home = { address: "192.0.2.1", country: "DE", requests: 100, refused: 1 };
  const seen = { countries: [], addresses: [...several.filter((one) => one !== undefined), home] };
  expect(kinds(judge({ requests: () => 250, refused: last(136, 1) }, { seen }))).toEqual(["refusal_burst"]);
  const uncounted = { known: { countries: new Set(["DE"]), addresses: null } };
  expect(judge(mostlyAccepted, { ...caller("203.0.113.9"), ...uncounted })).toEqual([]);
});

test("a retired secret is told from the first whole hour after its end", () => {
  const hour = FROM + LAST * HOUR;
  const secret = (endsAt: number | null, refused: number) => ({
    secrets: [{ secretId: "abcdefghijkl", masked: "myapi_live_****o5p6", endsAt, refused }],
  });
  expect(kinds(judge({ requests: () => 5 }, secret(hour, 1)))).toEqual(["retired_secret"]);
  expect(judge({ requests: () => 5 }, secret(hour + 1, 1))).toEqual([]);
  expect(judge({ requests: () => 5 }, secret(hour, 0))).toEqual([]);
  expect(judge({ requests: () => 5 }, secret(null, 3))).toEqual([]);
});

test("a use after thirty idle days is told, unless the key sleeps as long every time or is refused", () => {
  const hour = FROM + LAST * HOUR;
  const idle = (days: number, ...pauses: number[]) => ({
    past: { lastAt: hour - days * DAY, pauses: pauses.map((pause) => pause * DAY) },
  });
  const one = { requests: last(3, 0) };
  const [found] = judge(one, idle(47));
  expect(found?.evidence).toMatchObject({ kind: "idle_use", idleDays: 47, requests: 3 });
  expect(judge(one, idle(29))).toEqual([]);
  expect(judge(one, idle(31, 30))).toHaveLength(1);
  expect(judge(one, idle(31, 30, 31))).toEqual([]);
  expect(judge({ ...one, refused: last(3, 0) }, idle(47))).toEqual([]);
  expect(judge(one, { past: { lastAt: null, pauses: [] } })).toEqual([]);
});
