import { usageStore } from "./open-usage-store";
import type { UsageRange } from "./range";
import { type CsvKey, csvHead, csvRow } from "./usage-csv";
import type { UsageScope } from "./usage-store";

const KEYS_AT_ONCE = 50;

/** The usage of a range as CSV: a row for each bucket. */
export async function* exportUsage(scope: UsageScope, range: UsageRange): AsyncGenerator<string> {
  const { points } = await usageStore().series(scope, range);
  yield csvHead(false);
  yield points.map((point) => csvRow(point, range)).join("");
}

/**
 * The same, a row for each bucket of each key that has any usage. One key is read at a time, so that a large team's file
 * needs no more memory than a small one's.
 * @param nameKeys what people call these keys (uuids); a key without a name is left out
 */
export async function* exportUsageByKey(
  team: Pick<UsageScope, "teamId" | "environment">,
  range: UsageRange,
  nameKeys: (keyIds: string[]) => Promise<ReadonlyMap<string, CsvKey>>,
): AsyncGenerator<string> {
  const keyIds = [...(await usageStore().totalsByKey(team, range)).keys()].sort();
  yield csvHead(true);
  for (let i = 0; i < keyIds.length; i += KEYS_AT_ONCE) {
    const some = keyIds.slice(i, i + KEYS_AT_ONCE);
    const named = await nameKeys(some);
    for (const keyId of some) {
      const key = named.get(keyId);
      if (key === undefined) continue;
      const { points } = await usageStore().series({ ...team, keyId }, range);
      yield points.map((point) => csvRow(point, range, key)).join("");
    }
  }
}
