import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { RANGE_NAMES } from "@/lib/usage/range";

/** What every chart of a page shares; `from` and `to` (ISO 8601) win over the name of a range. */
export const rangeParsers = {
  range: parseAsStringLiteral(RANGE_NAMES).withDefault("24h"),
  from: parseAsString,
  to: parseAsString,
  /** Whose days and hours; without it the browser's own. */
  zone: parseAsString,
  /** `compare=1`: beside the period before. */
  compare: parseAsStringLiteral(["1"]),
  /** `by=key`: stacked by key, on the team's page. */
  by: parseAsStringLiteral(["key"]),
};

export const loadRange = createLoader(rangeParsers);

/** The same view on another page: `path` with what is looked at as its query. */
export const inRange = createSerializer(rangeParsers);
