import fc from "fast-check";
import { expect, test } from "vitest";
import { EXPIRY_DAYS, FINDING_KINDS, findings, proposedExpiry, type ReviewFacts, type ReviewPolicy } from "./findings";

const DAY = 86_400_000;
const NOW = Date.parse("2026-11-24T12:00:00Z");
const ago = (days: number): number => NOW - days * DAY;

const POLICY: ReviewPolicy = {
  adminScopes: ["admin"],
  maximumLifetimeDays: null,
  defaultExpiryDays: null,
  rotateEveryDays: null,
  liveAllowList: false,
};
/** A key that nothing is wrong with. */
const facts = (more: Partial<ReviewFacts> = {}): ReviewFacts => ({
  status: "active",
  createdAt: ago(100),
  creator: "Mei Tan",
  creatorLeft: false,
  lastUsedAt: ago(0.1),
  environment: "live",
  hasAllowList: false,
  expiresAt: NOW + 20 * DAY,
  rotationEndsAt: null,
  secretCreatedAt: ago(100),
  scopes: [{ scope: "read", lastAt: ago(0.1), unusedDays: null }],
  ...more,
});
const found = (more: Partial<ReviewFacts>, policy: Partial<ReviewPolicy> = {}) =>
  findings(facts(more), { ...POLICY, ...policy }, NOW);
const kinds = (more: Partial<ReviewFacts>, policy: Partial<ReviewPolicy> = {}) =>
  found(more, policy).map(({ kind }) => kind);

test("a key in use with an end, a fresh secret and the scopes it needs is left alone", () => {
  expect(found({})).toEqual([]);
});

test("never used is revoked, but a key made this week is new", () => {
  expect(found({ lastUsedAt: null })).toEqual([
    { kind: "never-used", reason: "Made 100 days ago and never used.", act: "revoke" },
  ]);
  expect(kinds({ lastUsedAt: null, createdAt: ago(6.9) })).toEqual([]);
  expect(kinds({ lastUsedAt: null, createdAt: ago(7) })).toEqual(["never-used"]);
});

test("idle for 30 days is disabled, for 90 days revoked, and never both", () => {
  expect(kinds({ lastUsedAt: ago(29.9) })).toEqual([]);
  expect(found({ lastUsedAt: ago(30) })).toEqual([
    { kind: "idle-30", reason: "Not used for 30 days.", act: "disable" },
  ]);
  expect(kinds({ lastUsedAt: ago(89.9) })).toEqual(["idle-30"]);
  expect(found({ lastUsedAt: ago(90) })).toEqual([{ kind: "idle-90", reason: "Not used for 90 days.", act: "revoke" }]);
});

test("a creator who left means a rotation", () => {
  expect(found({ creatorLeft: true })).toEqual([
    {
      kind: "creator-left",
      reason: "Mei Tan made it, has left the team, and may still hold its secret.",
      act: "rotate",
    },
  ]);
});

test("an old secret is rotated: past the policy where there is one, else after 180 days", () => {
  expect(kinds({ secretCreatedAt: ago(179) })).toEqual([]);
  expect(found({ secretCreatedAt: ago(180) })[0]).toMatchObject({ kind: "old-secret", act: "rotate" });
  expect(kinds({ secretCreatedAt: ago(89) }, { rotateEveryDays: 90 })).toEqual([]);
  expect(found({ secretCreatedAt: ago(95) }, { rotateEveryDays: 90 })[0]?.reason).toBe(
    "Its secret is 95 days old. The policy asks for a new one every 90 days.",
  );
  expect(kinds({ secretCreatedAt: ago(200) }, { rotateEveryDays: 365 })).toEqual([]);
});

test("a key past its rotation says what follows where the policy ends it", () => {
  const reason = (rotationEndsAt: number) =>
    found({ secretCreatedAt: ago(95), rotationEndsAt }, { rotateEveryDays: 90 })[0]?.reason;
  expect(reason(NOW)).toMatch(/every 90 days\. It is refused until it is rotated\.$/);
  expect(reason(NOW + 10 * DAY)).toMatch(/It is refused from 2026-12-04 on\.$/);
});

test("a live key without an allow list is found only where the policy asks for one, and a test key never", () => {
  expect(kinds({}, { liveAllowList: true })).toEqual(["no-allow-list"]);
  expect(kinds({ hasAllowList: true }, { liveAllowList: true })).toEqual([]);
  expect(kinds({ environment: "test" }, { liveAllowList: true })).toEqual([]);
});

test("scopes nobody asks for are dropped; an admin scope in use is looked at", () => {
  const scopes = [
    { scope: "admin", lastAt: null, unusedDays: 90 as const },
    { scope: "read", lastAt: ago(0.1), unusedDays: null },
    { scope: "write", lastAt: ago(40), unusedDays: 30 as const },
  ];
  expect(found({ scopes })).toEqual([
    {
      kind: "broad-scopes",
      reason: "Holds admin, not asked for in 90 days, and write, not asked for in 30 days.",
      act: "drop-scopes",
    },
  ]);
  expect(found({ scopes: [{ scope: "admin", lastAt: ago(1), unusedDays: null }] })[0]).toMatchObject({ act: "edit" });
});

test("a key without an end gets one in 90 days, within the longest life that keys have here", () => {
  expect(found({ expiresAt: null })[0]).toMatchObject({ kind: "no-expiry", act: "set-expiry" });
  expect(proposedExpiry(ago(10), POLICY, NOW)).toEqual(new Date(NOW + EXPIRY_DAYS * DAY));
  expect(proposedExpiry(ago(10), { ...POLICY, maximumLifetimeDays: 30 }, NOW)).toEqual(new Date(NOW + 20 * DAY));
  expect(proposedExpiry(ago(40), { ...POLICY, maximumLifetimeDays: 30 }, NOW)).toBeNull();
  expect(found({ expiresAt: null, createdAt: ago(40) }, { maximumLifetimeDays: 30 })[0]).toMatchObject({
    kind: "no-expiry",
    act: "revoke",
  });
});

test("a disabled key is only found when nobody misses it", () => {
  expect(kinds({ status: "disabled", expiresAt: null, creatorLeft: true, lastUsedAt: ago(40) })).toEqual([]);
  expect(kinds({ status: "disabled", expiresAt: null, lastUsedAt: ago(95) })).toEqual(["idle-90"]);
  expect(kinds({ status: "disabled", lastUsedAt: null })).toEqual(["never-used"]);
});

test("every finding has a reason and an act, each kind at most once, in order of urgency", () => {
  const time = fc.option(fc.integer({ min: 0, max: 1_000 }).map(ago), { nil: null });
  fc.assert(
    fc.property(time, time, time, fc.boolean(), (lastUsedAt, expiresAt, secretCreatedAt, creatorLeft) => {
      const all = found({ lastUsedAt, expiresAt, secretCreatedAt, creatorLeft, createdAt: ago(1_000) });
      const order = all.map(({ kind }) => FINDING_KINDS.indexOf(kind));
      expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
      for (const { reason, act } of all) {
        expect(reason).toMatch(/^[A-Z].*\.$/);
        expect(act).toBeTruthy();
      }
    }),
  );
});
