import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_POLICY, type Policy, policyInForce } from "./policy";
import { isTightened, type RotationRule, rotationOf } from "./rotation";

const DAY = 86_400_000;
const days = fc.option(fc.integer({ min: 1, max: 400 }));
const overdue = fc.constantFrom("warn" as const, "end" as const, null);
const policy: fc.Arbitrary<Policy> = fc.record({
  maximumLifetimeDays: days,
  defaultExpiryDays: days,
  rotateEveryDays: days,
  overdueRotation: overdue,
  longestGraceSeconds: fc.option(fc.integer({ min: 0, max: 2_592_000 })),
  liveAllowList: fc.boolean(),
});
const NOW = Date.parse("2027-01-01T00:00:00Z");
const moment = fc.integer({ min: -500, max: 0 }).map((offset) => new Date(NOW + offset * DAY));
const ruleOf: fc.Arbitrary<RotationRule> = fc.record({
  rotateEveryDays: days,
  overdueRotation: overdue,
  rotationSince: fc.option(moment),
});
const most = (limit: number | null): number => limit ?? Number.POSITIVE_INFINITY;

test("a team's policy never loosens the provider's, whatever it asks", () => {
  fc.assert(
    fc.property(policy, policy, (provider, team) => {
      const inForce = policyInForce(provider, team);
      for (const limit of ["maximumLifetimeDays", "rotateEveryDays", "longestGraceSeconds"] as const) {
        expect(most(inForce[limit])).toBeLessThanOrEqual(most(provider[limit]));
        expect(most(inForce[limit])).toBeLessThanOrEqual(most(team[limit]));
      }
      if (provider.liveAllowList) expect(inForce.liveAllowList).toBe(true);
      if (provider.overdueRotation === "end" && inForce.rotateEveryDays !== null)
        expect(inForce.overdueRotation).toBe("end");
      expect(most(inForce.defaultExpiryDays)).toBeLessThanOrEqual(
        inForce.defaultExpiryDays === null ? Number.POSITIVE_INFINITY : most(inForce.maximumLifetimeDays),
      );
    }),
  );
});

test("of each limit that is in force somebody set it, to that value; the provider where both say the same", () => {
  fc.assert(
    fc.property(policy, policy, (provider, team) => {
      const { setBy, ...inForce } = policyInForce(provider, team);
      for (const limit of ["maximumLifetimeDays", "rotateEveryDays", "longestGraceSeconds"] as const) {
        const by = setBy[limit];
        if (by === null) expect(inForce[limit]).toBeNull();
        else expect((by === "team" ? team : provider)[limit]).toBe(inForce[limit]);
        if (provider[limit] !== null && provider[limit] === team[limit]) expect(by).toBe("provider");
      }
    }),
  );
});

test("the team's default expiry goes before the provider's, and neither past the maximum lifetime", () => {
  const expiry = (provider: Partial<Policy>, team: Partial<Policy>) => {
    const { defaultExpiryDays, setBy } = policyInForce({ ...NO_POLICY, ...provider }, { ...NO_POLICY, ...team });
    return [defaultExpiryDays, setBy.defaultExpiryDays];
  };
  expect(expiry({ defaultExpiryDays: 30 }, {})).toEqual([30, "provider"]);
  expect(expiry({ defaultExpiryDays: 30 }, { defaultExpiryDays: 60 })).toEqual([60, "team"]);
  expect(expiry({ defaultExpiryDays: 90 }, { maximumLifetimeDays: 45 })).toEqual([45, "team"]);
  expect(expiry({}, { maximumLifetimeDays: 45 })).toEqual([null, null]);
});

test("a rotation is due so many days after the secret was made, and ends a key only where somebody says so", () => {
  const made = new Date(NOW);
  const rule = (rotateEveryDays: number | null, overdueRotation: RotationRule["overdueRotation"] = null) => ({
    ...{ rotateEveryDays, overdueRotation, rotationSince: new Date(NOW - 100 * DAY) },
  });
  const inDays = (count: number, rotationEnforced: boolean) => ({
    ...{ rotateBy: new Date(NOW + count * DAY), rotationEnforced },
  });
  expect(rotationOf(made, [rule(90, "warn"), rule(null)])).toEqual(inDays(90, false));
  expect(rotationOf(made, [rule(90, "warn"), rule(60)])).toEqual(inDays(60, false));
  expect(rotationOf(made, [rule(90, "end"), rule(60, "warn")])).toEqual(inDays(60, true));
  expect(rotationOf(made, [rule(null, "warn"), rule(60, "end")])).toEqual(inDays(60, true));
  expect(rotationOf(made, [rule(null, "end"), rule(null, "end")])).toEqual({ rotateBy: null, rotationEnforced: false });
});

test("nobody's rule puts off a deadline of another's, and no deadline is earlier than 30 days after some rule was set", () => {
  fc.assert(
    fc.property(moment, ruleOf, ruleOf, (made, provider, team) => {
      const alone = rotationOf(made, [provider]);
      const both = rotationOf(made, [provider, team]);
      if (alone.rotationEnforced) {
        expect(both.rotationEnforced).toBe(true);
        expect(Number(both.rotateBy)).toBeLessThanOrEqual(Number(alone.rotateBy));
      }
      if (!both.rotationEnforced) return;
      const sinces = [provider, team].map(({ rotationSince }) => Number(rotationSince ?? new Date(0)));
      expect(Number(both.rotateBy)).toBeGreaterThanOrEqual(Math.min(...sinces) + 30 * DAY);
    }),
  );
});

test("to tighten a rule gives no key more time than it had", () => {
  fc.assert(
    fc.property(moment, ruleOf, days, (made, before, every) => {
      const told = rotationOf(made, [before]);
      const after = { ...before, rotateEveryDays: every ?? before.rotateEveryDays };
      if (!isTightened(before, after) || !told.rotationEnforced) return;
      const next = rotationOf(made, [{ ...after, rotationSince: new Date(NOW) }], told);
      expect(Number(next.rotateBy)).toBeLessThanOrEqual(Number(told.rotateBy));
    }),
  );
});
