import { createLoader, parseAsInteger, parseAsStringLiteral } from "nuqs/server";
import type { KeyOrder } from "@/lib/usage/rank-keys";

/** What the table of top keys is ordered by. */
const TOP_ORDERS = ["requests", "refused", "errorRate", "p95"] as const satisfies readonly KeyOrder[];

export const topParsers = {
  top: parseAsStringLiteral(TOP_ORDERS).withDefault("requests"),
  page: parseAsInteger.withDefault(1),
  /** `keys=all`: every key with usage, however many. */
  keys: parseAsStringLiteral(["all"]),
};

export const loadTop = createLoader(topParsers);
