import fc from "fast-check";
import { expect, test } from "vitest";
import { RateLimiter } from "./rate-limit";

const START = 1_800_000_000_000;
const policy = { limit: 5, windowSeconds: 60 };

/** Calls of any cost at any distance, against any limit and window. */
const course = fc.record({
  limit: fc.integer({ min: 1, max: 40 }),
  windowSeconds: fc.integer({ min: 1, max: 90 }),
  calls: fc.array(
    fc.record({
      // Most calls fall close together, so that entries are shared; some fall a window apart, so that entries leave.
      wait: fc.oneof(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 3_000 }),
        fc.integer({ min: 0, max: 100_000 }),
      ),
      cost: fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 12 })),
    }),
    { maxLength: 150 },
  ),
});
type Course = typeof course extends fc.Arbitrary<infer T> ? T : never;

function run(given: Course, limiter = new RateLimiter()) {
  let now = START;
  return given.calls.map(({ wait, cost }) => {
    now += wait;
    const before = limiter.peek("key", given, now);
    return {
      at: now,
      cost,
      before,
      state: limiter.spend("key", given, cost, now),
      after: limiter.peek("key", given, now),
    };
  });
}

test("never more than the limit is accepted in any window", () => {
  fc.assert(
    fc.property(course, (given) => {
      const accepted = run(given).filter(({ state }) => !state.refused);
      for (const { at: end } of accepted) {
        const inWindow = accepted.filter(({ at }) => at > end - given.windowSeconds * 1000 && at <= end);
        expect(inWindow.reduce((sum, { cost }) => sum + cost, 0)).toBeLessThanOrEqual(given.limit);
      }
    }),
    { numRuns: 400 },
  );
});

test("room comes back at most 1/64 of a window late", () => {
  fc.assert(
    fc.property(course, (given) => {
      const window = given.windowSeconds * 1000;
      const calls = run(given);
      const accepted = calls.filter(({ state }) => !state.refused);
      for (const { at: now, cost, state } of calls) {
        if (!state.refused) continue;
        const counted = accepted.filter(({ at }) => at <= now && at > now - window * (1 + 1 / 64));
        expect(counted.reduce((sum, call) => sum + call.cost, 0) + cost).toBeGreaterThan(given.limit);
      }
    }),
    { numRuns: 400 },
  );
});

test("a refused call spends nothing, an accepted one exactly its cost", () => {
  fc.assert(
    fc.property(course, (given) => {
      for (const { cost, before, state, after } of run(given)) {
        expect(after.remaining).toBe(state.refused ? before.remaining : before.remaining - cost);
        expect(state.remaining).toBe(after.remaining);
      }
    }),
  );
});

test("after the stated reset a refused cost fits, a millisecond before it does not", () => {
  fc.assert(
    fc.property(course, fc.nat(), (given, pick) => {
      const refused = run(given).flatMap(({ state, cost }, i) =>
        state.refused && cost <= given.limit ? [{ state, cost, i }] : [],
      );
      const chosen = refused[pick % Math.max(1, refused.length)];
      fc.pre(chosen !== undefined);
      const { state, cost, i } = chosen as (typeof refused)[number];
      const replay = () => {
        const limiter = new RateLimiter();
        run({ ...given, calls: given.calls.slice(0, i + 1) }, limiter);
        return limiter;
      };
      expect(replay().spend("key", given, cost, state.resetAt).refused).toBe(false);
      expect(replay().spend("key", given, cost, state.resetAt - 1).refused).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test("the reset of an accepted call is when the oldest counted calls leave, and now when none are counted", () => {
  const limiter = new RateLimiter();
  const own = { account: "key", ...policy };
  expect(limiter.peek("key", policy, START)).toEqual({ ...own, remaining: 5, resetAt: START, refused: false });
  expect(limiter.spend("key", policy, 2, START)).toEqual({
    ...own,
    remaining: 3,
    resetAt: START + 60_000,
    refused: false,
  });
  expect(limiter.spend("key", policy, 1, START + 30_000).resetAt).toBe(START + 60_000);
  expect(limiter.peek("key", policy, START + 60_000)).toMatchObject({ remaining: 4, resetAt: START + 90_000 });
});

test("a burst of 1,000 in one millisecond at limit 100: exactly 100 pass", () => {
  const limiter = new RateLimiter();
  const states = Array.from({ length: 1000 }, () => limiter.spend("key", { limit: 100, windowSeconds: 60 }, 1, START));
  expect(states.filter(({ refused }) => !refused)).toHaveLength(100);
});

test("cost 0 asks without spending, a cost above the limit never fits", () => {
  const limiter = new RateLimiter();
  for (let i = 0; i < 5; i++) limiter.spend("key", policy, 1, START);
  expect(limiter.spend("key", policy, 0, START)).toMatchObject({ refused: false, remaining: 0 });
  expect(limiter.spend("key", policy, 6, START)).toMatchObject({ refused: true, resetAt: START + 60_000 });
  expect(limiter.spend("other", policy, 6, START)).toMatchObject({ refused: true, remaining: 5 });
});

test("keys do not share a limit", () => {
  const limiter = new RateLimiter();
  for (let i = 0; i < 5; i++) limiter.spend("one", policy, 1, START);
  expect(limiter.spend("one", policy, 1, START).refused).toBe(true);
  expect(limiter.spend("two", policy, 1, START).refused).toBe(false);
});

test("a limit lowered under what is counted leaves nothing and resets when enough has left", () => {
  const limiter = new RateLimiter();
  for (let i = 0; i < 5; i++) limiter.spend("key", policy, 1, START + i * 2_000);
  const lowered = { limit: 2, windowSeconds: 60 };
  expect(limiter.spend("key", lowered, 1, START + 10_000)).toMatchObject({
    refused: true,
    remaining: 0,
    resetAt: START + 66_000,
  });
});

test("a clock set back neither frees the limit nor blocks the key until the old time comes again", () => {
  const limiter = new RateLimiter();
  for (let i = 0; i < 5; i++) limiter.spend("key", policy, 1, START);
  const back = START - 3_600_000;
  expect(limiter.spend("key", policy, 1, back)).toMatchObject({ refused: true, resetAt: back + 60_000 });
  expect(limiter.spend("key", policy, 1, back + 60_000).refused).toBe(false);
});

test("a window that is changed back and forth keeps a bounded log", () => {
  const limiter = new RateLimiter();
  const limit = 1_000_000;
  for (let i = 0; i < 5_000; i++) limiter.spend("key", { limit, windowSeconds: i % 2 ? 1 : 86_400 }, 1, START + i * 20);
  expect(limiter.peek("key", { limit, windowSeconds: 1 }, START + 5_000 * 20 + 1_000).remaining).toBe(limit);
});

test("memory of idle keys is given back, of active ones not", () => {
  const limiter = new RateLimiter();
  for (let i = 0; i < 10_000; i++) limiter.spend(`key ${i}`, policy, 1, START);
  limiter.spend("busy", policy, 5, START + 59_000);
  // A sweep that reaches the end starts over at the next call.
  for (let i = 0; i < 30; i++) limiter.sweep(START + 60_000, 1_000);
  expect(limiter.size).toBe(1);
  expect(limiter.spend("busy", policy, 1, START + 60_000).refused).toBe(true);
});

test("ever new keys do not pile up, even if nothing else sweeps", () => {
  const limiter = new RateLimiter();
  for (let i = 0; i < 200_000; i++) limiter.spend(`key ${i}`, { limit: 5, windowSeconds: 1 }, 1, START + i);
  expect(limiter.size).toBeLessThan(5_000);
});
