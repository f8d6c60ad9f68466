import { errorRate, refused, type UsageCounts } from "./point";

/** `keyId` is the uuid. `errorRate`: share of reported responses that were 4xx or 5xx, null when none was. `p95` in ms. */
export type KeyUsage = {
  keyId: string;
  requests: number;
  refused: number;
  errorRate: number | null;
  p95: number | null;
};
export type KeyOrder = Exclude<keyof KeyUsage, "keyId">;

/** The keys by what happened on them, worst or busiest first; what is not known comes last, ties in the order of the ids. */
export const rankKeys = (totals: ReadonlyMap<string, UsageCounts>, order: KeyOrder): KeyUsage[] =>
  [...totals]
    .map(([keyId, counts]) => ({
      keyId,
      requests: counts.requests,
      refused: refused(counts),
      errorRate: errorRate(counts.responses),
      p95: counts.latency?.p95 ?? null,
    }))
    .sort((a, b) => (b[order] ?? -1) - (a[order] ?? -1) || b.requests - a.requests || (a.keyId < b.keyId ? -1 : 1));
