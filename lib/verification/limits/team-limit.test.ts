import fc from "fast-check";
import { expect, test } from "vitest";
import type { LimitState } from "@/lib/http/rate-limit-headers";
import { decisiveState } from "./decisive-state";
import type { LimitPolicy, TeamAccount } from "./limits";
import { RateLimiter } from "./rate-limit";

const START = 1_800_000_000_000;
const KEYS = ["one", "two", "three"];
const policy = { limit: 5, windowSeconds: 60 };
const teamOf = (limit: number, windowSeconds = 60): TeamAccount => ({ id: "team", policy: { limit, windowSeconds } });

const anyPolicy = fc.record({
  limit: fc.integer({ min: 1, max: 30 }),
  windowSeconds: fc.integer({ min: 1, max: 90 }),
});
/** Calls of a team's keys: of any cost at any distance, some with the clock set back. */
const call = fc.record({
  key: fc.constantFrom(...KEYS),
  wait: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 40 }) },
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 100_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -200_000, max: 0 }) },
  ),
  cost: fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 8 })),
  isPeek: fc.boolean(),
});
const stretch = fc.record({ own: anyPolicy, whole: anyPolicy, calls: fc.array(call, { minLength: 1, maxLength: 80 }) });
/**
 * Stretches between which limits and windows change. Of several keys they stay and time goes forward: what a window has left
 * behind for a silent key may be gone or not, whenever memory is given back, for a longer window or an earlier time to count.
 */
const course = fc.oneof(
  fc
    .array(stretch, { minLength: 1, maxLength: 3 })
    .map((stretches) =>
      stretches.map((each) => ({ ...each, calls: each.calls.map((given) => ({ ...given, key: "one" })) })),
    ),
  stretch.map((each) => [{ ...each, calls: each.calls.map((given) => ({ ...given, wait: Math.abs(given.wait) })) }]),
);

/** What two accounts are: two limiters of one account each, spent of together or not at all. */
class Model {
  private readonly own = new RateLimiter();
  private readonly whole = new RateLimiter();

  spend(key: string, own: LimitPolicy, cost: number, now: number, whole: LimitPolicy): LimitState {
    const fits = [this.own.peek(key, own, now), this.whole.peek("team", whole, now)].map(
      ({ remaining }) => cost === 0 || remaining >= cost,
    );
    const both = fits.every(Boolean);
    // What does not fit is refused by a spend, which counts nothing; what would, and shall not, is only asked.
    const ownState = both || !fits[0] ? this.own.spend(key, own, cost, now) : this.own.peek(key, own, now);
    const wholeState =
      both || !fits[1] ? this.whole.spend("team", whole, cost, now) : this.whole.peek("team", whole, now);
    return decisiveState(ownState, { ...wholeState, account: "team" });
  }
}

test("of any course, limits changed and clocks set back included, both accounts answer as two of one account would", () => {
  fc.assert(
    fc.property(course, (stretches) => {
      const [limiter, model] = [new RateLimiter(), new Model()];
      let now = START;
      for (const { own, whole, calls } of stretches)
        for (const { key, wait, cost, isPeek } of calls) {
          now += wait;
          const team = { id: "team", policy: whole };
          // Asked first, as the model asks: a clock set back may move what is counted to where the next look forgets it.
          limiter.peek(key, own, now, team);
          const state = isPeek ? limiter.peek(key, own, now, team) : limiter.spend(key, own, cost, now, team);
          expect(state).toEqual(model.spend(key, own, isPeek ? 0 : cost, now, whole));
        }
    }),
    { numRuns: 120 },
  );
});

test("never more than the key's limit of a key, nor than the team's of all, in any window; and refused is only what one of them refuses", () => {
  const forward = fc.array(
    fc.record({
      key: fc.constantFrom(...KEYS),
      wait: fc.integer({ min: 0, max: 3_000 }),
      cost: fc.integer({ min: 1, max: 5 }),
    }),
    { maxLength: 120 },
  );
  fc.assert(
    fc.property(forward, anyPolicy, anyPolicy, (calls, own, whole) => {
      const limiter = new RateLimiter();
      let now = START;
      const decided = calls.map(({ key, wait, cost }) => {
        now += wait;
        return { key, cost, at: now, ...limiter.spend(key, own, cost, now, { id: "team", policy: whole }) };
      });
      const accepted = (keys: readonly string[], from: number, to: number): number =>
        decided.reduce(
          (sum, { key, at, cost, refused }) =>
            refused || !keys.includes(key) || at <= from || at > to ? sum : sum + cost,
          0,
        );
      for (const { key, at, cost, refused, account } of decided) {
        for (const [keys, { limit, windowSeconds }] of [
          [[key], own],
          [KEYS, whole],
        ] as const)
          expect(accepted(keys, at - windowSeconds * 1000, at)).toBeLessThanOrEqual(limit);
        if (!refused) continue;
        const { limit, windowSeconds } = account === "team" ? whole : own;
        const late = windowSeconds * 1000 * (1 + 1 / 64);
        expect(accepted(account === "team" ? KEYS : [key], at - late, at) + cost).toBeGreaterThan(limit);
      }
    }),
    { numRuns: 200 },
  );
});

test("a call that either account refuses spends nothing of either", () => {
  const limiter = new RateLimiter();
  const team = teamOf(6);
  for (let i = 0; i < 5; i++) expect(limiter.spend("one", policy, 1, START, team).refused).toBe(false);
  // The key's own is used up, of the team's there is one left; then the team has none, and the key four.
  expect(limiter.spend("one", policy, 1, START, team)).toMatchObject({ account: "key", refused: true, remaining: 0 });
  expect(limiter.spend("two", policy, 2, START, team)).toMatchObject({ account: "team", refused: true, remaining: 1 });
  expect(limiter.peek("two", policy, START)).toMatchObject({ remaining: 5 });
  expect(limiter.spend("two", policy, 1, START, team)).toMatchObject({ account: "team", refused: false, remaining: 0 });
  expect(limiter.peek("two", policy, START)).toMatchObject({ remaining: 4 });
});

test("told is the later reset when both refuse, and the account with less left when neither does", () => {
  const limiter = new RateLimiter();
  const team = teamOf(5, 120);
  expect(limiter.peek("one", policy, START, team)).toMatchObject({ account: "key", remaining: 5, windowSeconds: 60 });
  for (let i = 0; i < 5; i++) limiter.spend("one", policy, 1, START, team);
  const refused = { account: "team", refused: true, limit: 5, windowSeconds: 120, resetAt: START + 120_000 };
  expect(limiter.spend("one", policy, 1, START, team)).toMatchObject(refused);
  expect(limiter.spend("one", policy, 1, START, teamOf(5, 30))).toMatchObject({
    account: "key",
    resetAt: START + 60_000,
  });
  expect(limiter.peek("two", policy, START, team)).toMatchObject({ account: "team", refused: false, remaining: 0 });
});

test("1,000 calls of ten keys in one millisecond, each within its own limit: exactly the team's limit passes", () => {
  const limiter = new RateLimiter();
  const states = Array.from({ length: 1_000 }, (_, i) =>
    limiter.spend(`key ${i % 10}`, { limit: 200, windowSeconds: 60 }, 1, START, teamOf(100)),
  );
  expect(states.filter(({ refused }) => !refused)).toHaveLength(100);
});

test("a team's limit that is taken away leaves each key its own count, and one that comes back what was counted under it", () => {
  const limiter = new RateLimiter();
  for (let i = 0; i < 3; i++) limiter.spend("one", policy, 1, START, teamOf(3));
  expect(limiter.spend("one", policy, 1, START)).toMatchObject({ refused: false, remaining: 1 });
  expect(limiter.spend("two", policy, 1, START, teamOf(3))).toMatchObject({ account: "team", refused: true });
});

test("accounts that fell idle are not lost to a sweep in the middle of a call", () => {
  const limiter = new RateLimiter();
  const team = teamOf(4);
  for (const key of KEYS) limiter.spend(key, policy, 1, START, team);
  const later = START + 60_000;
  for (let i = 0; i < 4; i++) expect(limiter.spend("one", policy, 1, later, team).refused).toBe(false);
  expect(limiter.spend("two", policy, 1, later, team)).toMatchObject({ account: "team", refused: true });
  expect(limiter.peek("one", policy, later)).toMatchObject({ remaining: 1 });
});
