import { DAY, HOUR } from "@/lib/usage/step";
import type { KeyScope, UsageStore } from "@/lib/usage/usage-store";
import { UTC } from "@/lib/usage/zone";
import { asksForHistory, type HourCounts } from "./asks-for-history";
import type { Finding } from "./finding";
import { judgeHour } from "./judge-hour";
import type { KeyHours } from "./key-hours";
import { pastUse } from "./past-use";
import type { PlacesMemory } from "./places-memory";
import { readKeyHours } from "./read-key-hours";
import { RememberedPlaces } from "./remembered-places";
import type { SecretSeen } from "./retired-secret";
import { seenPlaces } from "./seen-places";

/** `secrets`: those that have an end. */
export type JudgedKey = KeyScope & { revokedAt: number | null; secrets: Omit<SecretSeen, "refused">[] };

type Sources = { store: UsageStore; memory: PlacesMemory; now: number };

/** How often each ended secret was refused as ended in an hour; asked only when there is one and something was refused. */
async function endedSecrets(
  store: UsageStore,
  key: JudgedKey,
  hour: { from: Date; to: Date },
  counts: HourCounts,
): Promise<SecretSeen[]> {
  const ended = key.secrets.filter(({ endsAt }) => endsAt !== null && endsAt <= hour.from.getTime());
  // Of a revoked key every secret is refused the same way.
  const isRevoked = key.revokedAt !== null && key.revokedAt < hour.to.getTime();
  if (ended.length === 0 || counts.refused === 0 || isRevoked) return [];
  const totals = await store.totalsBySecret(key, { ...hour, step: "hour", zone: UTC });
  return ended.map((secret) => ({ ...secret, refused: totals.get(secret.secretId)?.outcomes.REVOKED ?? 0 }));
}

/**
 * What the rules say of some hours of one key, in order. Reads one breakdown for each hour with a verification, one of the day
 * before and what has happened since the last time; 90 days of hours only where asksForHistory says so, years of days only
 * after thirty idle ones.
 * @param hours by their beginning (milliseconds)
 */
export async function judgeKey(
  key: JudgedKey,
  hours: ReadonlyMap<number, HourCounts>,
  { store, memory, now }: Sources,
): Promise<Finding[]> {
  const used = [...hours].filter(([, { requests, responses }]) => requests + responses > 0);
  const [first, last] = [used[0]?.[0], used.at(-1)?.[0]];
  if (first === undefined || last === undefined) return [];
  const known = await knownBefore(key, Math.min(...hours.keys()), { store, memory, now });
  let history: KeyHours | null = null;
  const found: Finding[] = [];
  for (const [from, counts] of used) {
    const hour = { from: new Date(from), to: new Date(from + HOUR) };
    const breakdown = await store.breakdown(key, { ...hour, step: "hour", zone: UTC });
    const seen = seenPlaces(breakdown);
    if (history === null && asksForHistory(counts, seen, known)) history = await readKeyHours(store, key, first, last);
    found.push(
      ...judgeHour({
        hours: history ?? onlyHour(from, counts),
        i: history === null ? 0 : (from - history.from) / HOUR,
        seen,
        known,
        secrets: await endedSecrets(store, key, hour, counts),
        past: counts.requests === 0 ? { lastAt: null, pauses: [] } : await pastUse(store, key, from, known.lastAt),
      }),
    );
    known.add(breakdown, "recent");
  }
  return found;
}

/**
 * What was seen before the judged hours. They themselves are not remembered, since they are judged again while calls may
 * still come in; and the day before them has not settled yet.
 */
async function knownBefore(key: JudgedKey, first: number, { store, memory, now }: Sources): Promise<RememberedPlaces> {
  const known = new RememberedPlaces(await memory.before(key, first - DAY, now));
  const range = { from: new Date(first - DAY), to: new Date(first), step: "hour", zone: UTC } as const;
  known.add(await store.breakdown(key, range), "recent");
  return known;
}

/** For the rules that do not look back. */
const onlyHour = (from: number, counts: HourCounts): KeyHours => ({
  from,
  requests: [counts.requests],
  refused: [counts.refused],
  responses: [counts.responses],
  failed: [counts.failed],
});
