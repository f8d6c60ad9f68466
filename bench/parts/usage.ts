import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/db/pool";
import { readId, showId } from "@/lib/ids";
import { countKeys } from "@/lib/keys/count-keys";
import { getKey } from "@/lib/keys/get-key";
import { inOrder, listKeys } from "@/lib/keys/list-keys";
import { listKeysSchema } from "@/lib/keys/schema";
import { usageStore } from "@/lib/usage/open-usage-store";
import { namedRange, RANGE_NAMES, type RangeName } from "@/lib/usage/range";
import { sparklines } from "@/lib/usage/sparklines";
import { insertManyKeys } from "../deployment";
import { measureIngest } from "../ingest";
import { prove } from "../prove";
import { quantile } from "../quantile";
import type { RunContext } from "../run-context";
import { show, table } from "../table";
import { placeHistory } from "../usage-history";

const KEYS = 10_000;
const LOADS_OF_A_VIEW = 60;
const WARM_UP = 5;
/** Milliseconds, at p95. */
const WANTED = { key: 50, usage: 150, keys: 150 };
const TOP_KEYS = 20;
const STACKED_KEYS = 5;

type View = { name: string; wanted: number; load: (i: number) => Promise<unknown> };

/** What the pages of a team with 10,000 keys and 90 days of usage wait for, and how fast reports are taken in. */
export async function usagePart(context: RunContext): Promise<string> {
  const { deployment, say } = context;
  const { actor } = deployment;
  await insertManyKeys(actor, KEYS);
  const begun = performance.now();
  const rows = await placeHistory(actor.teamId, Date.now(), say);
  say(`    ${show(rows, 0)} rows of history in ${show((performance.now() - begun) / 1_000, 0)} s`);
  const requests = Number((await pool().query("SELECT sum(allowed)::text AS n FROM team_usage_days")).rows[0].n);
  const keyIds = (
    await pool().query<{ id: string }>("SELECT id FROM keys WHERE team_id = $1 ORDER BY id", [actor.teamId])
  ).rows.map(({ id }) => id);
  const results: { view: View; p50: number; p95: number; most: number }[] = [];
  for (const view of views(actor, keyIds)) {
    const times: number[] = [];
    for (let i = -WARM_UP; i < LOADS_OF_A_VIEW; i++) {
      const from = performance.now();
      await view.load(Math.abs(i));
      if (i >= 0) times.push(performance.now() - from);
    }
    const result = { view, p50: quantile(times, 0.5), p95: quantile(times, 0.95), most: Math.max(...times) };
    results.push(result);
    say(`    ${view.name}: p50 ${show(result.p50)} ms, p95 ${show(result.p95)} ms`);
  }
  const pages = table(
    ["data of", "wanted ms", "p50 ms", "p95 ms", "max ms"],
    results.map(({ view, p50, p95, most }) => [view.name, `≤ ${view.wanted}`, show(p50), show(p95), show(most)]),
  );
  const { report, promises } = await measureIngest(context);
  return prove(
    `${show(KEYS, 0)} keys of one team over 90 days: ${show(requests, 0)} requests, ${show(rows, 0)} rows.\n\n${pages}\n\n${report}`,
    {
      ...Object.fromEntries(
        results.map(({ view, p95 }) => [`p95 of ${view.name} was over ${view.wanted} ms`, p95 > view.wanted ? 1 : 0]),
      ),
      ...promises,
    },
  );
}

function views(actor: Actor, keyIds: readonly string[]): View[] {
  const team = { teamId: actor.teamId, environment: "live" as const };
  const store = usageStore();
  // The busiest keys, every twentieth, are the ones whose pages hold the most.
  const keyAt = (i: number): string => keyIds[(i * 20 + 19) % keyIds.length] ?? "";
  const keyPage = (name: RangeName, zone: string) => async (i: number) => {
    const range = namedRange(name, Date.now(), zone);
    const scope = { ...team, keyId: keyAt(i) };
    await Promise.all([
      getKey(actor, showId("key", scope.keyId)),
      store.series(scope, range),
      store.breakdown(scope, range),
    ]);
  };
  const usagePage = (name: RangeName, zone: string) => async () => {
    const range = namedRange(name, Date.now(), zone);
    const [, { keys }] = await Promise.all([store.series(team, range), store.breakdown(team, range)]);
    const top = keys.filter(({ isOther }) => !isOther).map(({ value }) => value);
    await Promise.all([
      store.totalsByKey(team, range, top.slice(0, TOP_KEYS)),
      store.seriesByKey(team, range, top.slice(0, STACKED_KEYS)),
      inOrder(actor.teamId, top.slice(0, TOP_KEYS), Date.now()),
    ]);
  };
  const keysPage = async (i: number) => {
    const query = listKeysSchema.parse({ environment: "live", page: 1 + (i % 40) });
    const [{ keys }] = await Promise.all([listKeys(actor, query), countKeys(actor, "live")]);
    await sparklines(
      team,
      keys.flatMap(({ id }) => readId("key", id) ?? []),
    );
  };
  return [
    ...RANGE_NAMES.map((name) => ({ name: `the key page, ${name}`, wanted: WANTED.key, load: keyPage(name, "UTC") })),
    { name: "the key page, 90d in India", wanted: WANTED.key, load: keyPage("90d", "Asia/Kolkata") },
    ...RANGE_NAMES.map((name) => ({
      name: `the usage page, ${name}`,
      wanted: WANTED.usage,
      load: usagePage(name, "UTC"),
    })),
    { name: "the usage page, 90d in India", wanted: WANTED.usage, load: usagePage("90d", "Asia/Kolkata") },
    { name: "the keys table with sparklines", wanted: WANTED.keys, load: keysPage },
  ];
}
