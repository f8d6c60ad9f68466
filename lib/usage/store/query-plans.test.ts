import { beforeAll, expect, test, vi } from "vitest";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { makeCaller } from "@/lib/testing/usage";
import { usageStore } from "../open-usage-store";
import { namedRange, RANGE_NAMES, type RangeName } from "../range";
import { DAY } from "../step";
import { addPartitions } from "./partitions";

const now = Date.now();
const TEAMS = 20;
const KEYS_OF_A_TEAM = 25;
const caller = makeCaller();
const team = { teamId: caller.teamId, environment: "live" as const };

// Enough of everything that reading all of a partition costs more than looking rows up, as in a deployment in use.
beforeAll(async () => {
  await addPartitions(Array.from({ length: 40 }, (_, i) => now - i * DAY));
  const teams = [team.teamId, ...Array.from({ length: TEAMS - 1 }, newId)];
  await pool().query(
    `CREATE TABLE plan_keys AS SELECT t AS team_id, CASE WHEN n = 1 AND t = $2 THEN $3::uuid ELSE gen_random_uuid() END AS key_id
     FROM unnest($1::uuid[]) AS t, generate_series(1, ${KEYS_OF_A_TEAM}) AS n`,
    [teams, team.teamId, caller.keyId],
  );
  const fill = (table: string, step: string, span: string, more = "") =>
    pool().query(
      `INSERT INTO ${table} (bucket, key_id, secret_id, team_id, environment, ${more ? `${more.split(" ")[0]}` : "allowed"})
       SELECT date_trunc('${step}', at), key_id, 'abcdefghijkl', team_id, 'live', ${more ? more.split(" ")[1] : "1"}
       FROM plan_keys, generate_series(now() - interval '${span}', now(), interval '1 ${step}') AS at`,
    );
  await fill("usage_minutes", "minute", "3 hours");
  await pool().query("UPDATE usage_minutes SET rolled = true WHERE bucket < now() - interval '3 minutes'");
  await fill("usage_hours", "hour", "12 days");
  await fill("usage_days", "day", "38 days");
  for (const [level, step, span] of [
    ["minutes", "minute", "1 hour"],
    ["hours", "hour", "8 days"],
    ["days", "day", "38 days"],
  ] as const) {
    await fill(`usage_detail_${level}`, step, span, "detail ''::bytea");
    await pool().query(
      `INSERT INTO team_usage_${level} (bucket, team_id, environment, allowed)
       SELECT bucket, team_id, environment, sum(allowed) FROM usage_${level} GROUP BY 1, 2, 3`,
    );
    await pool().query(
      `INSERT INTO team_usage_detail_${level} SELECT bucket, team_id, environment, '' FROM usage_detail_${level} GROUP BY 1, 2, 3`,
    );
  }
  await fill("usage_detail_parts", "minute", "10 minutes", "detail ''::bytea");
  await pool().query("ANALYZE");
}, 120_000);

type Plan = { "Node Type": string; "Relation Name"?: string; Plans?: Plan[] };

const scansOf = (plan: Plan): string[] => [
  ...(plan["Node Type"] === "Seq Scan" ? [plan["Relation Name"] ?? ""] : []),
  ...(plan.Plans ?? []).flatMap(scansOf),
];

/** The tables that the statements of `work` read from end to end. */
async function sequentialScans(work: () => Promise<unknown>): Promise<string[]> {
  const asked: { text: string; values: unknown[] }[] = [];
  const query = pool().query.bind(pool());
  const spy = vi.spyOn(pool(), "query").mockImplementation(((
    given: string | { text: string; values: unknown[] },
    values: unknown[] = [],
  ) => {
    asked.push(typeof given === "string" ? { text: given, values } : given);
    return query(given as string, typeof given === "string" ? values : given.values);
  }) as never);
  await work().finally(() => spy.mockRestore());
  expect(asked.length).toBeGreaterThan(0);
  const scanned: string[] = [];
  for (const { text, values } of asked) {
    const { rows } = await pool().query(`EXPLAIN (FORMAT JSON) ${text}`, values);
    scanned.push(...scansOf(rows[0]["QUERY PLAN"][0].Plan));
  }
  return scanned;
}

/** A partition that hardly holds anything yet is read in one go whatever its indexes are. */
async function large(tables: readonly string[]): Promise<string[]> {
  const { rows } = await pool().query<{ relname: string }>(
    "SELECT relname FROM pg_class WHERE relname = ANY($1) AND reltuples > 2000",
    [tables],
  );
  return rows.map(({ relname }) => relname);
}

const READS: Record<string, (range: RangeName) => Promise<unknown>> = {
  "a key's charts": (of) => usageStore().series({ ...team, keyId: caller.keyId }, namedRange(of, now)),
  "a secret's charts": (of) => usageStore().series(caller, namedRange(of, now)),
  "a team's charts": (of) => usageStore().series(team, namedRange(of, now)),
  "a team's charts by key": (of) => usageStore().seriesByKey(team, namedRange(of, now), [caller.keyId]),
  "a team's top keys": (of) => usageStore().totalsByKey(team, namedRange(of, now), [caller.keyId]),
  "a key's secrets": (of) => usageStore().totalsBySecret({ ...team, keyId: caller.keyId }, namedRange(of, now)),
  "a key's callers and routes": (of) => usageStore().breakdown({ ...team, keyId: caller.keyId }, namedRange(of, now)),
  "a team's callers and routes": (of) => usageStore().breakdown(team, namedRange(of, now)),
};

test.each(Object.keys(READS))(
  "%s are looked up, in whatever range and zone: no rollup is read from end to end",
  async (name) => {
    for (const of of RANGE_NAMES) {
      expect({ of, scanned: await large(await sequentialScans(async () => READS[name]?.(of))) }).toEqual({
        of,
        scanned: [],
      });
    }
  },
);

test("the check would notice: without a condition that an index serves, a rollup is read from end to end", async () => {
  const all = () => pool().query("SELECT sum(allowed) FROM usage_hours", []);
  expect((await large(await sequentialScans(all))).length).toBeGreaterThan(0);
});
