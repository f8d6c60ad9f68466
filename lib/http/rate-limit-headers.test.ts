import { expect, test } from "vitest";
import { headersJson, rateLimitHeaders } from "./rate-limit-headers";

const NOW = Date.parse("2026-11-23T12:00:00.000Z");
const state = { limit: 1000, windowSeconds: 60, remaining: 847, resetAt: NOW + 22_001, refused: false };
const forever = { expiresAt: null, secretEndsAt: null };
const after = (ms: number): Date => new Date(NOW + ms);

const asObject = (flat: readonly string[]): Record<string, string> => JSON.parse(headersJson(flat));

test("the limit's headers carry seconds, rounded up", () => {
  expect(asObject(rateLimitHeaders(state, forever, NOW))).toEqual({
    "X-RateLimit-Limit": "1000",
    "X-RateLimit-Remaining": "847",
    "X-RateLimit-Reset": String(NOW / 1000 + 23),
    "RateLimit-Policy": '"default";q=1000;w=60',
    RateLimit: '"default";r=847;t=23',
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
