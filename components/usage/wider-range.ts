import { RANGE_SPANS, type RangeName } from "@/lib/usage/range";

const WORDS: Record<RangeName, string> = {
  "1h": "last hour",
  "24h": "last 24 hours",
  "7d": "last 7 days",
  "30d": "last 30 days",
  "90d": "last 90 days",
};

/**
 * The shortest range by name that reaches back to the last use and is not the one shown already; the longest where that is
 * not known. Null when none does.
 */
export function widerRange(
  shown: { range: RangeName; from: string | null; to: string | null },
  lastUsedAt: string | null,
  now: number,
): { name: RangeName; words: string } | null {
  const isNamed = shown.from === null || shown.to === null;
  const least = lastUsedAt === null ? RANGE_SPANS["90d"] : now - Date.parse(lastUsedAt);
  const found = (Object.keys(RANGE_SPANS) as RangeName[]).find(
    (name) => RANGE_SPANS[name] >= least && (!isNamed || RANGE_SPANS[name] > RANGE_SPANS[shown.range]),
  );
  return found === undefined ? null : { name: found, words: WORDS[found] };
}
