import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect } from "vitest";
import type { LimitState } from "@/lib/http/rate-limit-headers";
import { startRedis, type TestRedis } from "@/server/testing/start-redis";
import { testWithRedis as test } from "@/server/testing/test-with-redis";
import { RateLimiter } from "./rate-limit";
import { SharedLimits } from "./shared-limits";

const START = 1_800_000_000_000;

let server: TestRedis;
let admin: Redis;
const opened: SharedLimits[] = [];

beforeAll(async () => {
  server = await startRedis();
  admin = new Redis(server.url);
});
afterAll(async () => {
  for (const limits of opened) limits.close();
  admin.disconnect();
  await server.stop();
});

/** One gateway's client. Its patience is the machine's: what a slow Redis does has tests of its own. */
async function openLimits(usesCallersTime = true): Promise<SharedLimits> {
  const limits = await SharedLimits.open({ url: server.url, deadlineMs: 20_000, usesCallersTime, onChange: () => {} });
  opened.push(limits);
  expect(limits.backend).toBe("redis");
  return limits;
}

/** Calls of any cost at any distance, clocks set back and policies changed on the way included. */
const call = fc.record({
  wait: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 40 }) },
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 100_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -200_000, max: 0 }) },
    // Where it is decided to the millisecond: at the stated reset and just before, and where an entry closes.
    { weight: 4, arbitrary: fc.constantFrom("reset" as const, "just before" as const, "slice" as const) },
  ),
  cost: fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 12 })),
  isPeek: fc.boolean(),
  isFirst: fc.boolean(),
});
const policy = fc.record({ limit: fc.integer({ min: 1, max: 40 }), windowSeconds: fc.integer({ min: 1, max: 90 }) });
const calls = fc.array(call, { minLength: 1, maxLength: 120 });
/** Of a team with a limit or without; of two keys, team-limit.test.ts says why windows stay and time goes forward. */
const course = fc.record({
  hasTeam: fc.boolean(),
  hasOther: fc.boolean(),
  stretches: fc.array(fc.record({ policy, teamPolicy: policy, calls }), { minLength: 1, maxLength: 3 }),
});

test("Redis and memory give the same answer to every call of any course", async () => {
  const shared = await openLimits();
  await fc.assert(
    fc.asyncProperty(course, async ({ hasTeam, hasOther, stretches }) => {
      const memory = new RateLimiter();
      const [keyId, otherId, teamId] = [randomUUID(), randomUUID(), randomUUID()];
      const expected: LimitState[] = [];
      const answers: (LimitState | Promise<LimitState>)[] = [];
      let now = START;
      for (const stretch of hasOther ? stretches.slice(0, 1) : stretches) {
        const team = hasTeam ? { id: teamId, policy: stretch.teamPolicy } : null;
        for (const { wait, cost, isPeek, isFirst } of stretch.calls) {
          const before = now;
          if (typeof wait === "number") now += wait;
          else if (wait === "slice") now += Math.ceil((stretch.policy.windowSeconds * 1000) / 64);
          else now = (expected.at(-1)?.resetAt ?? now) - (wait === "reset" ? 0 : 1);
          if (hasOther) now = Math.max(before, now);
          const id = isFirst || !hasOther ? keyId : otherId;
          for (const [limits, to] of [
            [memory, expected],
            [shared, answers],
          ] as const)
            (to as unknown[]).push(
              isPeek ? limits.peek(id, stretch.policy, now, team) : limits.spend(id, stretch.policy, cost, now, team),
            );
        }
      }
      expect(await Promise.all(answers)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
  expect(shared.fallbacks).toBe(0);
});

test("windows that grow keep a bounded log in Redis too, the same as in memory", async () => {
  const shared = await openLimits();
  const memory = new RateLimiter();
  const keyId = randomUUID();
  let now = START;
  for (let i = 0; i < 500; i++) {
    const given = { limit: 1_000_000, windowSeconds: 1 + Math.floor(i / 60) };
    now += Math.ceil((given.windowSeconds * 1000) / 64);
    expect(await shared.spend(keyId, given, 1, now)).toEqual(memory.spend(keyId, given, 1, now));
  }
  expect(await admin.strlen(`latchkey:limit:{${keyId}}`)).toBe(23 + 66 * 10);
});

test("never more than the limit in any window, and room back at most 1/64 of a window late, counted by two gateways", async () => {
  const gateways = [await openLimits(), await openLimits()] as const;
  const forward = fc.array(
    fc.record({ wait: fc.integer({ min: 0, max: 2_000 }), cost: fc.integer({ min: 1, max: 5 }), first: fc.boolean() }),
    { maxLength: 120 },
  );
  await fc.assert(
    fc.asyncProperty(forward, policy, async (calls, given) => {
      const keyId = randomUUID();
      const window = given.windowSeconds * 1000;
      const decided: { at: number; cost: number; refused: boolean }[] = [];
      let now = START;
      for (const { wait, cost, first } of calls) {
        now += wait;
        const { refused } = await gateways[first ? 0 : 1].spend(keyId, given, cost, now);
        decided.push({ at: now, cost, refused });
      }
      const accepted = (from: number, to: number): number =>
        decided.reduce((sum, { at, cost, refused }) => (refused || at <= from || at > to ? sum : sum + cost), 0);
      for (const { at, cost, refused } of decided) {
        expect(accepted(at - window, at)).toBeLessThanOrEqual(given.limit);
        if (refused) expect(accepted(at - window * (1 + 1 / 64), at) + cost).toBeGreaterThan(given.limit);
      }
    }),
    { numRuns: 60 },
  );
});

test("1,000 calls at once through three gateways at limit 100: exactly 100 pass", async () => {
  const gateways = await Promise.all([openLimits(false), openLimits(false), openLimits(false)]);
  const keyId = randomUUID();
  const states = await Promise.all(
    Array.from({ length: 1_000 }, (_, i) =>
      gateways[i % 3]?.spend(keyId, { limit: 100, windowSeconds: 60 }, 1, Date.now()),
    ),
  );
  expect(states.filter((state) => state?.refused === false)).toHaveLength(100);
  expect(gateways.map(({ fallbacks }) => fallbacks)).toEqual([0, 0, 0]);
});

test("1,000 calls of ten keys at once through three gateways at a team's limit of 100: exactly 100 pass, and no key spends what its team refuses", async () => {
  const gateways = await Promise.all([openLimits(false), openLimits(false), openLimits(false)]);
  const keys = Array.from({ length: 10 }, () => randomUUID());
  const team = { id: randomUUID(), policy: { limit: 100, windowSeconds: 60 } };
  const own = { limit: 50, windowSeconds: 60 };
  const passed = new Map<string, number>(keys.map((key) => [key, 0]));
  await Promise.all(
    Array.from({ length: 1_000 }, async (_, i) => {
      const key = keys[Math.floor(Math.random() ** 2 * 10)] as string;
      const state = await gateways[i % 3]?.spend(key, own, 1, Date.now(), team);
      if (state?.refused === false) passed.set(key, (passed.get(key) ?? 0) + 1);
    }),
  );
  expect([...passed.values()].reduce((sum, n) => sum + n, 0)).toBe(100);
  const roomy = { ...team, policy: { limit: 1_000_000, windowSeconds: 60 } };
  for (const [key, calls] of passed) {
    expect(calls).toBeLessThanOrEqual(50);
    expect(await gateways[0].peek(key, own, Date.now(), roomy)).toMatchObject({
      account: "key",
      remaining: 50 - calls,
    });
  }
  expect(gateways.map(({ fallbacks }) => fallbacks)).toEqual([0, 0, 0]);
});

test("a key of a team with a limit is counted beside its team, one without as ever", async () => {
  const shared = await openLimits(false);
  const [keyId, teamId] = [randomUUID(), randomUUID()];
  await shared.spend(keyId, { limit: 5, windowSeconds: 60 }, 1, Date.now());
  await shared.spend(keyId, { limit: 5, windowSeconds: 60 }, 1, Date.now(), {
    id: teamId,
    policy: { limit: 5, windowSeconds: 60 },
  });
  expect(await admin.keys(`latchkey:limit:{${keyId}}*`)).toEqual([`latchkey:limit:{${keyId}}`]);
  expect((await admin.keys(`latchkey:limit:{${teamId}}*`)).sort()).toEqual([
    `latchkey:limit:{${teamId}}`,
    `latchkey:limit:{${teamId}}:${keyId}`,
  ]);
});

test("gateways whose clocks differ by hours count the same window, and each states the reset on its own clock", async () => {
  const gateways = [await openLimits(false), await openLimits(false)] as const;
  const keyId = randomUUID();
  const given = { limit: 2, windowSeconds: 3_600 };
  await gateways[0].spend(keyId, given, 1, Date.now());
  await gateways[1].spend(keyId, given, 1, Date.now() + 7_200_000);
  const { refused, resetAt } = await gateways[0].spend(keyId, given, 1, Date.now() - 7_200_000);
  expect(refused).toBe(true);
  expect(Math.abs(resetAt - Date.now() - 3_600_000)).toBeLessThan(60_000);
});

test("a log leaves Redis by itself when its last call has left the window", async () => {
  const shared = await openLimits(false);
  const keyId = randomUUID();
  await shared.spend(keyId, { limit: 5, windowSeconds: 60 }, 1, Date.now());
  const left = await admin.pttl(`latchkey:limit:{${keyId}}`);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThanOrEqual(60_000);
  await shared.spend(randomUUID(), { limit: 5, windowSeconds: 60 }, 0, Date.now());
  await shared.peek(keyId, { limit: 5, windowSeconds: 86_400 }, Date.now());
  expect(await admin.pttl(`latchkey:limit:{${keyId}}`)).toBeGreaterThan(60_000);
});

test("a Redis that has forgotten the script is told it again, and no call notices", async () => {
  const shared = await openLimits(false);
  const keyId = randomUUID();
  await admin.script("FLUSH");
  const states = await Promise.all(
    Array.from({ length: 20 }, () => shared.spend(keyId, { limit: 10, windowSeconds: 60 }, 1, Date.now())),
  );
  expect(states.filter(({ refused }) => !refused)).toHaveLength(10);
  const team = { id: randomUUID(), policy: { limit: 5, windowSeconds: 60 } };
  const together = Array.from({ length: 20 }, () =>
    shared.spend(keyId, { limit: 10, windowSeconds: 60 }, 1, Date.now(), team),
  );
  expect((await Promise.all(together)).filter(({ refused }) => !refused)).toHaveLength(5);
  expect(shared.fallbacks).toBe(0);
});

test("what one event-loop tick asks leaves in one write", async () => {
  const shared = await openLimits(false);
  const before = await readsOf(admin);
  await Promise.all(
    Array.from({ length: 200 }, () => shared.spend(randomUUID(), { limit: 10, windowSeconds: 60 }, 1, Date.now())),
  );
  // Redis reads 16 KiB at a time: 200 calls of some 150 bytes are 2 reads, one by one they would be 200.
  expect((await readsOf(admin)) - before).toBeLessThan(20);
});

const readsOf = async (redis: Redis): Promise<number> =>
  Number(/total_reads_processed:(\d+)/.exec(await redis.info("stats"))?.[1]);
