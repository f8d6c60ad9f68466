import { type KeyOrder, type KeyUsage, rankKeys } from "./rank-keys";
import type { TeamKeys } from "./team-usage";

/** How many keys a page of them shows. */
export const TOP_KEYS_PAGE = 20;

export type TopKeysPage = {
  rows: KeyUsage[];
  total: number;
  page: number;
  pages: number;
  /** Requests of keys that are not among these; 0 when all are. */
  elsewhere: number;
};

/** One page of a team's keys, in the order asked for; a page that is too far is the last one. */
export function pageTopKeys(
  { totals, elsewhere }: TeamKeys,
  { order, page: wanted }: { order: KeyOrder; page: number },
): TopKeysPage {
  const pages = Math.max(1, Math.ceil(totals.size / TOP_KEYS_PAGE));
  const page = Math.min(Math.max(1, wanted), pages);
  const rows = rankKeys(totals, order).slice((page - 1) * TOP_KEYS_PAGE, page * TOP_KEYS_PAGE);
  return { rows, total: totals.size, page, pages, elsewhere };
}
