import type { Breakdown, Caller, Part } from "./breakdown";

const SHOWN = 5;

/** Whoever would be refused. `lastAt` is ISO 8601; null: when it was, nobody knows. */
export type AffectedCaller = {
  ip: string | null;
  userAgent: string | null;
  country: string | null;
  requests: number;
  lastAt: string | null;
};

/**
 * What stops when a key does, as a person reads it before the label is typed. `moreCallers` and `moreRoutes` count what was
 * kept apart but is not listed; `otherRequests` came from callers that were too many to be kept apart.
 */
export type BlastRadius = {
  requests: number;
  callers: AffectedCaller[];
  moreCallers: number;
  otherRequests: number;
  routes: { route: string; requests: number }[];
  moreRoutes: number;
};

/** Reported responses count too: a service may report what a proxy has let through without a verification of its own. */
const calls = ({ requests, responses }: Part): number => Math.max(requests, responses);

const byCalls = <Of extends Part>(parts: readonly Of[]): Of[] =>
  parts.filter((part) => calls(part) > 0).sort((a, b) => calls(b) - calls(a) || (a.value < b.value ? -1 : 1));

const sum = (parts: readonly Part[], of: (part: Part) => number): number =>
  parts.reduce((total, part) => total + of(part), 0);

const toAffected = (caller: Caller): AffectedCaller => ({
  ip: caller.ip,
  userAgent: caller.userAgent,
  country: caller.country,
  requests: calls(caller),
  lastAt: caller.lastAt,
});

/** Pure: the largest callers and routes of a stretch, and how much there is beside them. */
export function toBlastRadius({ callers, routes }: Pick<Breakdown, "callers" | "routes">): BlastRadius {
  const apart = byCalls(callers.filter(({ isOther }) => !isOther));
  const named = byCalls(routes.filter(({ isOther, value }) => !isOther && value !== ""));
  return {
    requests: sum(callers, ({ requests }) => requests),
    callers: apart.slice(0, SHOWN).map(toAffected),
    moreCallers: Math.max(0, apart.length - SHOWN),
    otherRequests: sum(
      callers.filter(({ isOther }) => isOther),
      calls,
    ),
    routes: named.slice(0, SHOWN).map((route) => ({ route: route.value, requests: calls(route) })),
    moreRoutes: Math.max(0, named.length - SHOWN),
  };
}
