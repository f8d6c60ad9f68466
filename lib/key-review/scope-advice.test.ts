import fc from "fast-check";
import { expect, test } from "vitest";
import { type ScopeFacts, scopeAdvice, unusedScopes } from "./scope-advice";

const DAY = 86_400_000;
const NOW = Date.parse("2026-11-24T12:00:00Z");
const ago = (days: number): number => NOW - days * DAY;
const use = (scope: string, first: number, last: number) => ({ scope, firstAt: ago(first), lastAt: ago(last) });
const facts = (more: Partial<ScopeFacts> = {}): ScopeFacts => ({
  granted: ["read", "write"],
  createdAt: ago(200),
  grantedLater: new Map(),
  uses: [use("read", 150, 0)],
  ...more,
});
const unused = (more: Partial<ScopeFacts>) => scopeAdvice(facts(more), NOW).map(({ unusedDays }) => unusedDays);

test("a scope never asked for beside one in daily use is unused for 90 days", () => {
  expect(scopeAdvice(facts(), NOW)).toEqual([
    { scope: "read", lastAt: ago(0), unusedDays: null },
    { scope: "write", lastAt: null, unusedDays: 90 },
  ]);
});

test("30 days, 90 days and not yet are told apart by the last time it was asked for", () => {
  expect(unused({ uses: [use("read", 150, 0), use("write", 150, 29)] })).toEqual([null, null]);
  expect(unused({ uses: [use("read", 150, 0), use("write", 150, 31)] })).toEqual([null, 30]);
  expect(unused({ uses: [use("read", 150, 0), use("write", 150, 91)] })).toEqual([null, 90]);
});

test("verifications that never name a scope say nothing about scopes", () => {
  expect(unused({ uses: [] })).toEqual([null, null]);
});

test("nothing is said of a time from before scopes were known, or before the scope was granted", () => {
  expect(unused({ uses: [use("read", 12, 0)] })).toEqual([null, null]);
  expect(unused({ uses: [use("read", 45, 0)] })).toEqual([null, 30]);
  expect(unused({ createdAt: ago(10) })).toEqual([null, null]);
  expect(unused({ grantedLater: new Map([["write", ago(10)]]) })).toEqual([null, null]);
  expect(unused({ grantedLater: new Map([["write", ago(60)]]) })).toEqual([null, 30]);
});

test("an idle key's scopes are not called unused: the key is", () => {
  expect(unused({ uses: [use("read", 150, 40), use("write", 150, 120)] })).toEqual([null, 90]);
  expect(unused({ uses: [use("read", 190, 100), use("write", 190, 120)] })).toEqual([null, null]);
});

test("whatever is known, dropping what is unused leaves a scope that is asked for", () => {
  const days = fc.integer({ min: 0, max: 200 });
  const arbitrary = fc.record({
    created: days,
    later: fc.dictionary(fc.constantFrom("a", "b", "c"), days),
    uses: fc.dictionary(fc.constantFrom("a", "b", "c", "no longer granted"), fc.tuple(days, days)),
  });
  fc.assert(
    fc.property(arbitrary, ({ created, later, uses }) => {
      const all = scopeAdvice(
        {
          granted: ["a", "b", "c"],
          createdAt: ago(created),
          grantedLater: new Map(Object.entries(later).map(([scope, at]) => [scope, ago(at)])),
          uses: Object.entries(uses).map(([scope, [x, y]]) => use(scope, Math.max(x, y), Math.min(x, y))),
        },
        NOW,
      );
      const dropped = unusedScopes(all);
      expect(dropped.length).toBeLessThan(3);
      for (const { scope, lastAt, unusedDays } of all) {
        if (unusedDays !== null && lastAt !== null) expect(lastAt).toBeLessThan(ago(unusedDays));
        if (lastAt !== null && lastAt >= ago(30)) expect(dropped).not.toContain(scope);
      }
    }),
  );
});
