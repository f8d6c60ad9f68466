import { beforeAll, expect, it } from "vitest";
import { newId } from "@/lib/ids";
import { flushSegment, makeCaller, verification } from "@/lib/testing/usage";
import { exportUsage, exportUsageByKey } from "./export-usage";
import { previousRange, type UsageRange } from "./range";
import { verificationLine } from "./spool/spool-line";
import { HOUR } from "./step";
import { teamUsage } from "./team-usage";

const to = Date.parse("2026-11-23T12:00:00Z");
const range: UsageRange = { from: new Date(to - 3 * HOUR), to: new Date(to), step: "hour", zone: "Europe/Berlin" };
const team = { teamId: newId(), environment: "live" as const };

// More keys than a team's details keep apart: one call each, and more on the first ones.
const KEYS = 230;
const callsOf = (i: number) => Math.max(1, 12 - i);
const callers = Array.from({ length: KEYS }, () => makeCaller(team));
const ALL = callers.reduce((sum, _, i) => sum + callsOf(i), 0);

beforeAll(async () => {
  const calls = callers.flatMap((caller, i) =>
    Array.from({ length: callsOf(i) }, (_, n) => verificationLine(verification(caller, to - 1 - (n % 3) * HOUR))),
  );
  await flushSegment(newId(), Buffer.from(calls.join("")));
});

const ask = (more: Partial<Parameters<typeof teamUsage>[1]> = {}) =>
  teamUsage(team, { range, previous: null, byKey: false, everyKey: false, ...more });

it("says how much is on keys that are not told by themselves, exactly, and tells every key when asked to", async () => {
  const { usage, keys } = await ask();
  const told = [...keys.totals.values()].reduce((sum, { requests }) => sum + requests, 0);
  expect(usage.totals.requests).toBe(ALL);
  expect(keys.totals.size).toBeLessThan(KEYS);
  expect(keys.elsewhere).toBeGreaterThan(0);
  expect(told + keys.elsewhere).toBe(ALL);

  const every = await ask({ everyKey: true });
  expect(every.keys.totals.size).toBe(KEYS);
  expect(every.keys.elsewhere).toBe(0);
});

it("stacks the five largest keys and all others to exactly the whole", async () => {
  const { usage, stack } = await ask({ byKey: true });
  expect(stack?.map(({ keyId }) => keyId)).toEqual([...callers.slice(0, 5).map(({ keyId }) => keyId), null]);
  for (const [i, { requests }] of usage.points.entries()) {
    expect(stack?.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0)).toBe(requests);
  }
});

it("reads the period before only when it is asked for", async () => {
  expect((await ask()).before).toBeNull();
  const { before } = await ask({ previous: previousRange(range) });
  expect([before?.points.length, before?.totals.requests]).toEqual([3, 0]);
});

async function rowsOf(lines: AsyncGenerator<string>): Promise<string[][]> {
  let text = "";
  for await (const line of lines) text += line;
  return text
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));
}
const sumOf = ([head = [], ...rows]: string[][]) =>
  rows.reduce((sum, row) => sum + Number(row[head.indexOf("requests")]), 0);

it("exports every bucket, and of every key that the caller may name, adding up to the page's total", async () => {
  const whole = await rowsOf(exportUsage(team, range));
  expect([whole.length, sumOf(whole)]).toEqual([1 + 3, ALL]);

  const nameKeys = async (ids: string[]) => new Map(ids.map((id) => [id, { id, label: "=1+1" }]));
  const byKey = await rowsOf(exportUsageByKey(team, range, nameKeys));
  expect([byKey.length, sumOf(byKey)]).toEqual([1 + 3 * KEYS, ALL]);
  expect(byKey[1]?.[3]).toBe("'=1+1");

  const foreign = await rowsOf(exportUsageByKey({ ...team, teamId: newId() }, range, nameKeys));
  expect(foreign).toHaveLength(1);
});
