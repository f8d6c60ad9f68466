import { DAY, floorTo } from "@/lib/usage/step";
import type { KeyScope, UsageStore } from "@/lib/usage/usage-store";
import { UTC } from "@/lib/usage/zone";
import { isIdle, type PastUse } from "./idle-use";
import { longPauses } from "./long-pauses";

const DAYS_BACK = 3 * 365;

/**
 * When a key was used before an hour. Only of a key without use in the thirty days before more than that is read: three
 * years, day by day.
 * @param lastAt its last verification in the 90 days before, or null
 */
export async function pastUse(store: UsageStore, key: KeyScope, from: number, lastAt: number | null): Promise<PastUse> {
  if (lastAt !== null && !isIdle(lastAt, from)) return { lastAt, pauses: [] };
  const today = floorTo(from, "day");
  const range = { from: new Date(today - DAYS_BACK * DAY), to: new Date(today), step: "day", zone: UTC } as const;
  const points = (await store.seriesByKey(key, range, [key.keyId])).get(key.keyId) ?? [];
  const uses = points.flatMap(({ at, requests }) => (requests > 0 ? Date.parse(at) : []));
  const last = uses.at(-1);
  // Of a day long ago only the day is known.
  return { lastAt: lastAt ?? (last === undefined ? null : last + DAY), pauses: longPauses(uses) };
}
