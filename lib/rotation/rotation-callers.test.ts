import { expect, test } from "vitest";
import type { Caller } from "@/lib/usage/breakdown";
import { rotationCallers } from "./rotation-callers";

const ROTATED = Date.parse("2026-11-02T09:00:00.400Z");
const after = (seconds: number): string => new Date(Math.floor(ROTATED / 1_000 + seconds) * 1_000).toISOString();

function caller(ip: string | null, lastAt: number, more: Partial<Caller> = {}): Caller {
  const userAgent = more.userAgent === undefined ? "billing/1.4 node/22" : more.userAgent;
  return {
    value: `${ip ?? ""}\t${userAgent ?? ""}`,
    isOther: false,
    requests: 10,
    refused: 0,
    responses: 0,
    failed: 0,
    meanLatencyMs: null,
    country: null,
    ip,
    userAgent,
    ...more,
    lastAt: after(lastAt),
  };
}
const NOW = ROTATED + 3_600_000;
const states = (calls: Partial<Parameters<typeof rotationCallers>[0]>, now = NOW) =>
  rotationCallers({ before: [], since: [], newer: [], ...calls }, ROTATED, now).map(({ ip, state }) => [ip, state]);

test("whoever still has to move comes first, and each is told where they stand", () => {
  expect(
    states({
      before: [caller("10.0.0.1", -60), caller("10.0.0.2", -60), caller("10.0.0.3", -9_000), caller("10.0.0.4", -5)],
      since: [caller("10.0.0.2", 600), caller("10.0.0.4", 30), caller("10.0.0.5", 700, { refused: 10 })],
      newer: [caller("10.0.0.4", 900), caller("10.0.0.1", 40)],
    }),
  ).toEqual([
    ["10.0.0.2", "on_old"],
    ["10.0.0.3", "not_seen"],
    ["10.0.0.4", "moved"],
    ["10.0.0.1", "moved"],
    ["10.0.0.5", "refused"],
  ]);
});

test("a caller that has called with both just now has not moved yet, and has ten seconds later", () => {
  const calls = { since: [caller("10.0.0.1", 100)], newer: [caller("10.0.0.1", 103)] };
  expect(states(calls, Date.parse(after(109)))).toEqual([["10.0.0.1", "on_both"]]);
  expect(states(calls, Date.parse(after(110)))).toEqual([["10.0.0.1", "moved"]]);
  expect(states({ since: [caller("10.0.0.1", 200)], newer: [caller("10.0.0.1", 103)] })).toEqual([
    ["10.0.0.1", "on_both"],
  ]);
});

test("a deployment that brings a new version along is the same caller; another program at its address is not", () => {
  const before = [caller("10.0.0.1", -60)];
  expect(states({ before, newer: [caller("10.0.0.1", 60, { userAgent: "billing/2.0 node/24" })] })).toEqual([
    ["10.0.0.1", "moved"],
  ]);
  expect(states({ before, newer: [caller("10.0.0.1", 60, { userAgent: "curl/8.11" })] })).toEqual([
    ["10.0.0.1", "not_seen"],
  ]);
});

test("callers whose address nobody told are never said to have moved", () => {
  const calls = { since: [caller(null, 60)], newer: [caller(null, 90)] };
  expect(states(calls)).toEqual([[null, "on_old"]]);
});

test("a new secret that refuses the caller is no place to have moved to", () => {
  const calls = { since: [caller("10.0.0.1", 60)], newer: [caller("10.0.0.1", 90, { refused: 10 })] };
  expect(states(calls)).toEqual([["10.0.0.1", "on_old"]]);
});

test("only calls since the rotation are counted, and callers too many to be kept apart are no caller", () => {
  const [found, ...rest] = rotationCallers(
    {
      before: [caller("10.0.0.1", -60, { requests: 700 }), caller(null, -60, { isOther: true, value: "" })],
      since: [caller("10.0.0.1", 60, { requests: 7, refused: 2 })],
      newer: [],
    },
    ROTATED,
    NOW,
  );
  expect(found).toMatchObject({ requests: 7, refused: 2, lastAt: after(60) });
  expect(rest).toEqual([]);
});
