import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { isInfrastructureTrouble } from "@/lib/errors";
import { log } from "@/lib/log";
import { usageStore } from "@/lib/usage/open-usage-store";
import { DAY, floorTo, HOUR, MINUTE } from "@/lib/usage/step";
import type { KeyScope } from "@/lib/usage/usage-store";
import { UTC } from "@/lib/usage/zone";
import { type JudgedKey, judgeKey } from "./judge-key";
import { loadJudgedKeys } from "./load-judged-keys";
import { PlacesMemory } from "./places-memory";
import { hourCounts } from "./read-key-hours";
import { recordFinding } from "./record-finding";

// Until then an hour that is over is judged again: gateways deliver what they counted within seconds, services report late.
const SETTLED_AFTER = 10 * MINUTE;
// A worker that was stopped for longer begins with the last day.
const MOST_BEHIND = DAY;
const KEYS_AT_ONCE = 200;
const JUDGED_AT_ONCE = 4;

type Batch = Pick<KeyScope, "teamId" | "environment"> & { keyIds: string[] };

/** Keys of one team and environment each, so many as are read at once. @param active ordered by team and environment */
function batches(active: readonly KeyScope[]): Batch[] {
  const all: Batch[] = [];
  for (const { teamId, environment, keyId } of active) {
    const last = all.at(-1);
    const fits = last?.teamId === teamId && last.environment === environment && last.keyIds.length < KEYS_AT_ONCE;
    if (fits) last.keyIds.push(keyId);
    else all.push({ teamId, environment, keyIds: [keyId] });
  }
  return all;
}

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));

/** Judges one key and records what is found. A key that cannot be judged holds up no other; a database that is away does. */
async function judgeAndRecord(key: JudgedKey, hours: Parameters<typeof judgeKey>[1], memory: PlacesMemory) {
  try {
    const found = await judgeKey(key, hours, { store: usageStore(), memory, now: clock.ms() });
    const opened: string[] = [];
    for (const finding of found) {
      const id = await recordFinding(key, finding);
      if (id !== null) opened.push(id);
    }
    return opened;
  } catch (error) {
    if (isInfrastructureTrouble(error)) throw error;
    const what = error instanceof Error ? error.message : String(error);
    log.error({ key: key.keyId, error: what }, "a key could not be judged; the others are");
    return [];
  }
}

/**
 * Judges the hours from `from` on that begin before `to` (milliseconds) of every key that was active in them. May be done
 * again, and by several at once: an alert is opened once. A key costs three small queries and one for each active hour; its
 * history is read only when it exceeds a rule's floor.
 * @param active whom to judge; left out: every key with a verification in a minute that is still kept
 * @returns the alerts that were opened
 */
export async function judgeHours(
  from: number,
  to: number,
  { memory = new PlacesMemory(usageStore()), active }: { memory?: PlacesMemory; active?: readonly KeyScope[] } = {},
): Promise<string[]> {
  const first = floorTo(from, "hour");
  const range = { from: new Date(first), to: new Date(to), step: "hour", zone: UTC } as const;
  const opened: string[] = [];
  for (const { teamId, environment, keyIds } of batches(
    active ?? (await usageStore().activeKeys(range.from, range.to)),
  )) {
    const series = await usageStore().seriesByKey({ teamId, environment }, range, keyIds);
    const keys = await loadJudgedKeys(teamId, keyIds);
    for (const some of chunks(keys, JUDGED_AT_ONCE)) {
      const each = some.map((key) => {
        const points = series.get(key.keyId) ?? [];
        const hours = new Map(points.map((point) => [Date.parse(point.at), hourCounts(point)]));
        return judgeAndRecord(key, hours, memory);
      });
      opened.push(...(await Promise.all(each)).flat());
    }
  }
  return opened;
}

/**
 * Judges every hour that has not been judged for good, the one under way included, and notes how far that is. At most a day
 * is caught up on.
 * @param memory kept from one call to the next, it saves reading each key's past again
 * @returns the alerts that were opened
 */
export async function evaluateAlerts(memory?: PlacesMemory): Promise<string[]> {
  const now = clock.ms();
  const { rows } = await pool().query<{ judged_until: Date }>("SELECT judged_until FROM alert_progress WHERE id = 1");
  const judged = rows[0]?.judged_until.getTime() ?? floorTo(now, "hour") - HOUR;
  const opened = await judgeHours(Math.max(Math.min(judged, now), floorTo(now, "hour") - MOST_BEHIND), now, { memory });
  await pool().query(
    `INSERT INTO alert_progress (judged_until) VALUES ($1)
     ON CONFLICT (id) DO UPDATE SET judged_until = greatest(alert_progress.judged_until, EXCLUDED.judged_until)`,
    [new Date(floorTo(now - SETTLED_AFTER, "hour"))],
  );
  return opened;
}
