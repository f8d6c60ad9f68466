import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { RANGE_NAMES, type RangeName, type UsageRange } from "@/lib/usage/range";

/** The range every chart of a page shares; `from` and `to` (ISO 8601) win over the name. */
export const rangeParsers = {
  range: parseAsStringLiteral(RANGE_NAMES).withDefault("24h"),
  from: parseAsString,
  to: parseAsString,
};

/** What the table of top keys is ordered by. */
export const TOP_ORDERS = ["requests", "refused", "errorRate", "p95"] as const;
export const topParser = parseAsStringLiteral(TOP_ORDERS).withDefault("requests");

/** A range as it travels to the browser. */
export const shownRange = ({ step, name, from, to }: UsageRange & { name: RangeName | null }) => ({
  step,
  name,
  from: from.toISOString(),
  to: to.toISOString(),
});

export const loadRange = createLoader(rangeParsers);
