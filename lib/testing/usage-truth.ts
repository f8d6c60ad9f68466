import { noCounts, type UsageCounts } from "@/lib/usage/point";
import type { ReportEvent, VerificationRecord } from "@/lib/usage/record";
import type { UsageScope } from "@/lib/usage/usage-store";

export type Sent = { verifications: VerificationRecord[]; reports: ReportEvent[] };

/** By value: requests, refused, responses, failed. */
type Tallies = Record<string, [number, number, number, number]>;
export type Outcomes = { routes: Tallies; countries: Tallies; scopes: Tallies };
export type Truth = Outcomes & { counts: UsageCounts; latencies: number[]; statuses: Record<number, number> };

/** Where the addresses of the tests are registered. */
const COUNTRY: Record<string, string> = { "8.8.8.8": "US", "95.217.163.246": "FI" };

/** What was sent, added up as simply as it can be said: what every store is held to. */
export function truth(scope: UsageScope, within: { from: number; to: number }, sent: Sent): Truth {
  const isIn = (one: VerificationRecord | ReportEvent): boolean =>
    one.at >= within.from &&
    one.at < within.to &&
    one.teamId === scope.teamId &&
    one.environment === scope.environment &&
    (scope.keyId === undefined || one.keyId === scope.keyId) &&
    (scope.secretId === undefined || one.secretId === scope.secretId);
  const found: Truth = { counts: noCounts(), latencies: [], routes: {}, countries: {}, scopes: {}, statuses: {} };
  const add = (to: Tallies, value: string, more: [number, number, number, number]): void => {
    const before = to[value] ?? [0, 0, 0, 0];
    to[value] = [before[0] + more[0], before[1] + more[1], before[2] + more[2], before[3] + more[3]];
  };
  const routeOf = ({ method, route }: VerificationRecord | ReportEvent): string =>
    route === undefined ? "" : method === undefined ? route : `${method} ${route}`;
  for (const one of sent.verifications.filter(isIn)) {
    const refused = one.code === "VALID" ? 0 : 1;
    found.counts.requests++;
    found.counts.outcomes[one.code]++;
    add(found.routes, routeOf(one), [1, refused, 0, 0]);
    add(found.countries, COUNTRY[one.ip ?? ""] ?? "", [1, refused, 0, 0]);
    for (const asked of one.scopes ?? []) {
      add(found.scopes, asked, [1, one.code === "INSUFFICIENT_SCOPE" ? 1 : 0, 0, 0]);
    }
  }
  for (const one of sent.reports.filter(isIn)) {
    const failed = one.status >= 400 ? 1 : 0;
    found.counts.responses[`${Math.floor(one.status / 100)}xx` as "2xx"]++;
    found.latencies.push(one.latencyMs);
    found.statuses[one.status] = (found.statuses[one.status] ?? 0) + 1;
    add(found.routes, routeOf(one), [0, 0, 1, failed]);
    add(found.countries, COUNTRY[one.ip ?? ""] ?? "", [0, 0, 1, failed]);
  }
  return found;
}
