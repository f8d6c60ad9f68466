import fc from "fast-check";
import { expect, test } from "vitest";
import { toBlastRadius } from "./blast-radius";
import type { Caller, Part } from "./breakdown";

const part = (value: string, requests: number, more: Partial<Part> = {}): Part => ({
  value,
  isOther: false,
  requests,
  refused: 0,
  responses: 0,
  failed: 0,
  meanLatencyMs: null,
  lastAt: "2026-11-24T10:00:00Z",
  ...more,
});
const caller = (ip: string | null, requests: number, more: Partial<Part> = {}): Caller => ({
  ...part(`${ip ?? ""}\tcurl`, requests, more),
  ip,
  userAgent: "curl",
  country: ip === null ? null : "DE",
});

test("nobody seen is a radius of nothing", () => {
  expect(toBlastRadius({ callers: [], routes: [] })).toEqual({
    requests: 0,
    callers: [],
    moreCallers: 0,
    otherRequests: 0,
    routes: [],
    moreRoutes: 0,
  });
});

test("the five largest callers and routes are named, the others counted", () => {
  const callers = Array.from({ length: 8 }, (_, i) => caller(`203.0.113.${i}`, i + 1));
  const routes = Array.from({ length: 6 }, (_, i) => part(`GET /v1/${i}`, i + 1));
  const radius = toBlastRadius({ callers, routes });
  expect(radius.requests).toBe(36);
  expect(radius.callers.map(({ ip }) => ip)).toEqual([7, 6, 5, 4, 3].map((i) => `203.0.113.${i}`));
  expect(radius.moreCallers).toBe(3);
  expect(radius.routes[0]).toEqual({ route: "GET /v1/5", requests: 6 });
  expect(radius.moreRoutes).toBe(1);
});

test("what was not kept apart is counted, and never named as a caller or a route", () => {
  const other = { ...caller(null, 40, { isOther: true }), userAgent: null };
  const radius = toBlastRadius({
    callers: [caller("203.0.113.1", 2), other],
    routes: [part("", 30), part("", 12, { isOther: true })],
  });
  expect(radius).toMatchObject({ requests: 42, otherRequests: 40, moreCallers: 0, routes: [], moreRoutes: 0 });
  expect(radius.callers).toHaveLength(1);
});

test("a route that is only reported, never verified, is in it", () => {
  const reported = part("GET /v1/refunds", 0, { responses: 9 });
  expect(toBlastRadius({ callers: [], routes: [reported] }).routes).toEqual([
    { route: "GET /v1/refunds", requests: 9 },
  ]);
});

test("every request is in the sum, whoever made it and however many there are", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ requests: fc.nat(1_000), isOther: fc.boolean() }), { maxLength: 30 }), (parts) => {
      const callers = parts.map(({ requests, isOther }, i) =>
        caller(isOther ? null : `10.0.0.${i}`, requests, { isOther }),
      );
      const radius = toBlastRadius({ callers, routes: [] });
      expect(radius.requests).toBe(parts.reduce((sum, { requests }) => sum + requests, 0));
      expect(radius.callers.length + radius.moreCallers).toBe(
        parts.filter(({ requests, isOther }) => !isOther && requests > 0).length,
      );
    }),
  );
});
