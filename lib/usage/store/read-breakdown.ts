import { pool } from "@/lib/db/pool";
import { countryLookup } from "@/lib/geo/country";
import { type Breakdown, toBreakdown } from "../breakdown";
import { Detail } from "../detail";
import type { UsageRange } from "../range";
import type { UsageScope } from "../usage-store";
import { stretchesOf } from "./read-totals";
import { storedDetails } from "./stored";

/** UsageStore.breakdown */
export async function readBreakdown(scope: UsageScope, range: UsageRange): Promise<Breakdown> {
  const family = scope.keyId === undefined ? "team_usage_detail" : "usage_detail";
  const { sql, values } = storedDetails(family, scope, stretchesOf(range));
  const [{ rows }, countryOf] = await Promise.all([pool().query<{ detail: Buffer }>(sql, values), countryLookup()]);
  const detail = new Detail();
  for (const row of rows) detail.addEncoded(row.detail);
  return toBreakdown(detail.bound(), countryOf);
}
