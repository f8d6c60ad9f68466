import fc from "fast-check";
import { expect, test } from "vitest";
import { rateLimitHeaders, rateLimitMembers } from "./rate-limit-headers";

const NOW = Date.parse("2026-11-23T12:00:00.000Z");
const state = {
  account: "key" as const,
  limit: 1000,
  windowSeconds: 60,
  remaining: 847,
  resetAt: NOW + 22_001,
  refused: false,
};
const forever = { expiresAt: null, secretEndsAt: null };
const after = (ms: number): Date => new Date(NOW + ms);

function asObject(flat: readonly string[]): Record<string, string> {
  const pairs = flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1] as string]] : []));
  return Object.fromEntries(pairs);
}

test("the limit's headers carry seconds, rounded up", () => {
  expect(asObject(rateLimitHeaders(state, forever, NOW))).toEqual({
    "X-RateLimit-Limit": "1000",
    "X-RateLimit-Remaining": "847",
    "X-RateLimit-Reset": String(NOW / 1000 + 23),
    "RateLimit-Policy": '"default";q=1000;w=60',
    RateLimit: '"default";r=847;t=23',
  });
});

test("the team's limit has a name of its own in the IETF fields", () => {
  expect(asObject(rateLimitHeaders({ ...state, account: "team" }, forever, NOW))).toMatchObject({
    "X-RateLimit-Limit": "1000",
    "RateLimit-Policy": '"team";q=1000;w=60',
    RateLimit: '"team";r=847;t=23',
  });
});

test("a refused call says when to come back, at least a second from now, and is not stored", () => {
  const refused = asObject(rateLimitHeaders({ ...state, refused: true }, forever, NOW));
  expect(refused).toMatchObject({ "Retry-After": "23", "Cache-Control": "no-store" });
  const now = asObject(rateLimitHeaders({ ...state, refused: true, resetAt: NOW }, forever, NOW));
  expect(now["Retry-After"]).toBe("1");
});

test("X-Api-Key-Expires appears under 7 days of life and goes at its end", () => {
  const read = (ms: number) =>
    asObject(rateLimitHeaders(state, { expiresAt: after(ms), secretEndsAt: null }, NOW))["X-Api-Key-Expires"];
  expect(read(7 * 86_400_000)).toBeUndefined();
  expect(read(7 * 86_400_000 - 1)).toBe("2026-11-30T11:59:59.999Z");
  expect(read(1)).toBe("2026-11-23T12:00:00.001Z");
  expect(read(0)).toBeUndefined();
});

test("X-Api-Key-Secret-Ends appears in a rotation's grace", () => {
  const read = (ms: number) =>
    asObject(rateLimitHeaders(state, { expiresAt: null, secretEndsAt: after(ms) }, NOW))["X-Api-Key-Secret-Ends"];
  expect(read(86_400_000)).toBe("2026-11-24T12:00:00.000Z");
  expect(read(0)).toBeUndefined();
});

test("a body tells the same headers as an answer carries", () => {
  const date = fc.option(fc.integer({ min: -10 * 86_400_000, max: 10 * 86_400_000 }).map(after));
  const anyState = fc.record({
    account: fc.constantFrom("key" as const, "team" as const),
    limit: fc.nat(1_000_000),
    windowSeconds: fc.integer({ min: 1, max: 86_400 }),
    remaining: fc.nat(1_000_000),
    resetAt: fc.integer({ min: NOW - 5_000, max: NOW + 86_400_000 }),
    refused: fc.boolean(),
  });
  fc.assert(
    fc.property(anyState, date, date, (of, expiresAt, secretEndsAt) => {
      const lifetime = { expiresAt, secretEndsAt };
      expect(JSON.parse(`{${rateLimitMembers(of, lifetime, NOW)}}`)).toEqual(
        asObject(rateLimitHeaders(of, lifetime, NOW)),
      );
    }),
  );
});
