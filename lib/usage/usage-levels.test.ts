import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { type Caller, counted, makeCaller, report, verification } from "@/lib/testing/usage";
import { expireUsage } from "./expire-usage";
import { flushSegment } from "./flush-segment";
import { USAGE_CODES } from "./outcome";
import { queryUsage, type UsageScope } from "./query-usage";
import { namedRange, RANGE_NAMES } from "./range";
import type { VerificationRecord } from "./record";
import { rollUp } from "./roll-up";
import { sparklines } from "./sparklines";
import { reportLine, verificationLine } from "./spool-line";
import { topKeys } from "./top-keys";

const MINUTE = 60_000;
const now = Date.parse("2026-11-23T12:34:56.789Z");
let restore = setClock(() => now);
afterEach(() => {
  restore();
  restore = setClock(() => now);
});

const send = (records: VerificationRecord[]) =>
  flushSegment(newId(), Buffer.from(records.map(verificationLine).join("")));
const rollUpAll = async () => {
  while ((await rollUp(7)) > 0);
};

/** The named ranges, and how many of `times` each holds. */
async function expectExact(scope: UsageScope, records: VerificationRecord[]): Promise<void> {
  for (const name of RANGE_NAMES) {
    const usage = await queryUsage(scope, namedRange(name, now));
    const inside = records.filter(
      (one) => one.at >= Date.parse(usage.from) && one.at < Date.parse(usage.to) && matches(scope, one),
    );
    expect({ name, requests: usage.totals.requests }).toEqual({ name, requests: inside.length });
    for (const code of USAGE_CODES) {
      expect(usage.totals.outcomes[code]).toBe(inside.filter((one) => one.code === code).length);
    }
    const stepMs = Date.parse(usage.points[1]?.at ?? "") - Date.parse(usage.points[0]?.at ?? "");
    for (const point of usage.points) {
      const at = Date.parse(point.at);
      expect(point.requests).toBe(inside.filter((one) => one.at >= at && one.at < at + stepMs).length);
    }
  }
}
const matches = (scope: UsageScope, one: VerificationRecord) =>
  one.teamId === scope.teamId &&
  one.environment === scope.environment &&
  (scope.keyId === undefined || one.keyId === scope.keyId) &&
  (scope.secretId === undefined || one.secretId === scope.secretId);

// Ages from this very minute to the edge of what minutes are kept for, so that each range sees different parts.
const age = fc.oneof(fc.integer({ min: 0, max: 5 * MINUTE }), fc.integer({ min: 0, max: 47 * 60 * MINUTE }));

test("every range counts exactly what was sent: before, while and after two workers roll up, late events included", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ age, who: fc.nat(3), code: fc.constantFrom(...USAGE_CODES) }), { maxLength: 60 }),
      fc.array(fc.record({ age, who: fc.nat(3), code: fc.constantFrom(...USAGE_CODES) }), { maxLength: 20 }),
      async (first, late) => {
        const one = makeCaller();
        const rotated = makeCaller({ teamId: one.teamId, keyId: one.keyId });
        const other = makeCaller({ teamId: one.teamId });
        const testing = makeCaller({ teamId: one.teamId, environment: "test" });
        const callers = [one, rotated, other, testing];
        const records = (events: typeof first) =>
          events.map((event) => verification(callers[event.who] as Caller, now - event.age, { code: event.code }));
        const scopes: UsageScope[] = [
          { teamId: one.teamId, environment: "live" },
          { teamId: one.teamId, environment: "test" },
          { teamId: one.teamId, environment: "live", keyId: one.keyId },
          { teamId: one.teamId, environment: "live", keyId: one.keyId, secretId: rotated.secretId },
        ];
        const sent = records(first);
        await send(sent);
        for (const scope of scopes) await expectExact(scope, sent);
        const watching = (async () => {
          for (const scope of scopes) await expectExact(scope, sent);
        })();
        await Promise.all([rollUpAll(), rollUpAll(), watching]);
        for (const scope of scopes) await expectExact(scope, sent);
        const more = records(late);
        await Promise.all([send(more), rollUpAll()]);
        for (const scope of scopes) await expectExact(scope, [...sent, ...more]);
        await Promise.all([rollUpAll(), rollUpAll()]);
        for (const scope of scopes) await expectExact(scope, [...sent, ...more]);
      },
    ),
    { numRuns: 12 },
  );
}, 120_000);

test("after roll-up minutes, hours and days hold the same numbers", async () => {
  const caller = makeCaller();
  await send(Array.from({ length: 300 }, (_, i) => verification(caller, now - (3 + i) * MINUTE)));
  await rollUpAll();
  expect(await counted(caller.teamId, "usage_minutes")).toEqual({ verifications: 300, responses: 0 });
  expect(await counted(caller.teamId, "usage_hours")).toEqual({ verifications: 300, responses: 0 });
  expect(await counted(caller.teamId, "usage_days")).toEqual({ verifications: 300, responses: 0 });
});

test("a minute under way is left alone, and counted in every range all the same", async () => {
  const caller = makeCaller();
  await send([verification(caller, now), verification(caller, now - MINUTE)]);
  await rollUpAll();
  expect(await counted(caller.teamId, "usage_hours")).toEqual({ verifications: 0, responses: 0 });
  await expectExact(
    { teamId: caller.teamId, environment: "live" },
    [now, now - MINUTE].map((at) => verification(caller, at)),
  );
});

test("latencies of a range are within 2 % of the exact quantiles, at every level", async () => {
  const caller = makeCaller();
  const events = Array.from({ length: 1_000 }, (_, i) =>
    report(caller, now - (i % 50) * MINUTE, { latencyMs: 5 + i * 0.5, status: i % 10 === 0 ? 503 : 200 }),
  );
  await flushSegment(newId(), Buffer.from(reportLine({ batchId: newId(), events })));
  for (const rolled of [false, true]) {
    if (rolled) await rollUpAll();
    for (const name of RANGE_NAMES) {
      const { totals } = await queryUsage({ teamId: caller.teamId, environment: "live" }, namedRange(name, now));
      expect(totals.responses).toEqual({ "1xx": 0, "2xx": 900, "3xx": 0, "4xx": 0, "5xx": 100 });
      for (const [quantile, exact] of [
        ["p50", 254.5],
        ["p95", 479.5],
        ["p99", 499.5],
      ] as const) {
        expect(Math.abs((totals.latency?.[quantile] ?? 0) - exact) / exact).toBeLessThan(0.02);
      }
    }
  }
});

test("a foreign team sees nothing, even when it names the key", async () => {
  const caller = makeCaller();
  await send([verification(caller, now), verification(caller, now - 10 * MINUTE)]);
  await rollUpAll();
  const foreign = { teamId: newId(), environment: "live" as const, keyId: caller.keyId, secretId: caller.secretId };
  for (const name of RANGE_NAMES) {
    expect((await queryUsage(foreign, namedRange(name, now))).totals.requests).toBe(0);
    expect(await topKeys(foreign, namedRange(name, now))).toEqual([]);
  }
  expect((await sparklines(foreign, [caller.keyId])).get(caller.keyId)).toEqual(new Array(24).fill(0));
});

test("sparklines show the last 24 hours of each key, top keys the busiest first", async () => {
  const busy = makeCaller();
  const calm = makeCaller({ teamId: busy.teamId });
  const hour = 60 * MINUTE;
  await send([
    ...Array.from({ length: 5 }, () => verification(busy, now)),
    ...Array.from({ length: 3 }, () => verification(busy, now - 23 * hour, { code: "RATE_LIMITED" })),
    verification(busy, now - 24 * hour),
    verification(calm, now - hour),
  ]);
  const batch = { batchId: newId(), events: [report(calm, now, { status: 404 }), report(calm, now)] };
  await flushSegment(newId(), Buffer.from(reportLine(batch)));
  await rollUpAll();
  const unused = newId();
  const lines = await sparklines(busy, [busy.keyId, calm.keyId, unused]);
  expect(lines.get(busy.keyId)).toEqual([3, ...new Array(22).fill(0), 5]);
  expect(lines.get(calm.keyId)).toEqual([...new Array(22).fill(0), 1, 0]);
  expect(lines.get(unused)).toEqual(new Array(24).fill(0));
  const top = await topKeys({ teamId: busy.teamId, environment: "live" }, namedRange("7d", now));
  expect(top).toMatchObject([
    { keyId: busy.keyId, requests: 9, refused: 3, errorRate: null, p95: null },
    { keyId: calm.keyId, requests: 1, refused: 0, errorRate: 0.5 },
  ]);
});

test("expiry takes what is past its keeping, never a minute that is not rolled up", async () => {
  const caller = makeCaller();
  const day = 24 * 60 * MINUTE;
  await send([verification(caller, now - 10 * MINUTE)]);
  await rollUpAll();
  const scope = { teamId: caller.teamId, environment: "live" as const };
  const levels = async () => ({
    minutes: (await counted(caller.teamId, "usage_minutes")).verifications,
    hours: (await counted(caller.teamId, "usage_hours")).verifications,
    days: (await counted(caller.teamId, "usage_days")).verifications,
  });
  const after = async (days: number) => {
    restore = setClock(() => now + days * day);
    await expireUsage();
    return levels();
  };
  expect(await after(1)).toEqual({ minutes: 1, hours: 1, days: 1 });
  expect(await after(3)).toEqual({ minutes: 0, hours: 1, days: 1 });
  await send([verification(caller, now - 10 * MINUTE)]);
  expect(await after(92)).toEqual({ minutes: 1, hours: 0, days: 1 });
  expect((await queryUsage(scope, namedRange("90d", now))).totals.requests).toBe(2);
  await rollUpAll();
  expect(await after(4 * 365)).toEqual({ minutes: 0, hours: 0, days: 0 });
});

test("segments and batches are remembered for longer than they could come again, then forgotten", async () => {
  const batch = { batchId: newId(), events: [report(makeCaller(), now)] };
  await flushSegment(newId(), Buffer.from(reportLine(batch)));
  const left = async (days: number) => {
    // The database stamps these rows with its own clock.
    restore = setClock(() => Date.now() + days * 24 * 60 * MINUTE);
    await expireUsage();
    const { rows } = await pool().query(
      "SELECT (SELECT count(*) FROM usage_segments)::int > 0 AS segments, (SELECT count(*) FROM usage_batches)::int > 0 AS batches",
    );
    return rows[0];
  };
  expect(await left(14)).toEqual({ segments: true, batches: true });
  expect(await left(89)).toEqual({ segments: true, batches: false });
  expect(await left(91)).toEqual({ segments: false, batches: false });
});
