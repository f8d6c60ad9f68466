import { errorRate, refused, type UsageCounts } from "@/lib/usage/point";
import { changeText } from "./change-text";
import { groupCount, OUTCOME_GROUPS } from "./outcome-groups";
import type { StackedKey } from "./stacked-keys";
import { duration, percent, whole } from "./usage-format";

type Before = UsageCounts | null;

export const refusedRate = (totals: UsageCounts): number | null =>
  totals.requests === 0 ? null : refused(totals) / totals.requests;

/** " (+12 % on the period before)", or nothing. */
function change(now: number | null, before: number | null | undefined): string {
  const text = changeText(now, before ?? null);
  return text === null ? "" : ` (${text} on the period before)`;
}

const requestsInWords = (totals: UsageCounts, before: Before): string =>
  `${whole(totals.requests)} requests${change(totals.requests, before?.requests)}`;

export const outcomesInWords = (totals: UsageCounts, before: Before): string =>
  `${requestsInWords(totals, before)}: ${OUTCOME_GROUPS.map(({ label, codes }) => `${label} ${whole(groupCount(totals, codes))}`).join(", ")}.`;

export const stackInWords = (keys: readonly StackedKey[], totals: UsageCounts, before: Before): string =>
  `${requestsInWords(totals, before)}: ${keys.map(({ label, requests }) => `${label} ${whole(requests)}`).join(", ")}.`;

export function ratesInWords(totals: UsageCounts, before: Before): string {
  const [refusals, failures] = [refusedRate(totals), errorRate(totals.responses)];
  return `${percent(refusals)} of requests were refused${change(refusals, before && refusedRate(before))}; ${percent(failures)} of reported responses failed${change(failures, before && errorRate(before.responses))}.`;
}

export const latencyInWords = ({ latency }: UsageCounts, before: Before): string =>
  latency === null
    ? "No latency was reported."
    : `Half of the responses took at most ${duration(latency.p50)}, 95 in 100 at most ${duration(latency.p95)}${change(latency.p95, before?.latency?.p95)}, 99 in 100 at most ${duration(latency.p99)}.`;
