import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { applyMigrations } from "@/lib/db/apply-migrations";
import { pool } from "@/lib/db/pool";
import { inTransaction, prisma, type Transaction } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { actOnKeys } from "@/lib/key-review/act-on-keys";
import { createKey } from "@/lib/keys/create-key";
import { editKey } from "@/lib/keys/edit-key";
import { lockKey } from "@/lib/keys/load-key";
import { rotateKey } from "@/lib/keys/rotate-key";
import { verdictOn } from "@/lib/testing/audit";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import type { RunningPostgres } from "@/server/database/embedded-postgres";
import { startTemporaryPostgres } from "@/server/database/temporary-postgres";
import { recordEvent } from "./record-event";

// So many connections on a machine that does other things too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

// A PostgreSQL of its own, for its many connections; reached as the product reaches one: by a role that owns its database and is
// no superuser.
const WRITERS = 200;
let postgres: RunningPostgres;
let owned: pg.Pool;
let superuser: pg.Client;

beforeAll(async () => {
  postgres = await startTemporaryPostgres({ connections: WRITERS + 30 });
  const first = new pg.Client({ connectionString: postgres.url("postgres") });
  await first.connect();
  // So many connections would spend most of the test's time on this password.
  await first.query("SET scram_iterations = 1");
  await first.query("CREATE ROLE owner LOGIN PASSWORD 'temporary'");
  await first.query("CREATE DATABASE trail OWNER owner");
  await first.end();
  const url = Object.assign(new URL(postgres.url("trail")), { username: "owner" }).href;
  process.env.DATABASE_URL = url;
  await applyMigrations(url);
  owned = new pg.Pool({ connectionString: url, max: WRITERS });
  owned.on("error", () => {});
  (globalThis as { latchkeyPool?: pg.Pool }).latchkeyPool = owned;
  superuser = new pg.Client({ connectionString: postgres.url("trail") });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  // The pool ends after this hook: an error on a connection that PostgreSQL ends first has its listener above.
  await postgres.stop();
});

const sqlstate = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code ?? String(error),
  );
const eventOf = (actor: Actor, tx: Transaction, teamId = actor.teamId) =>
  recordEvent(tx, teamId, actor, { action: "team.create", target: { kind: "team", id: teamId }, after: { n: 1 } });
const write = (actor: Actor) => inTransaction((tx) => eventOf(actor, tx));

test("200 writers at a time, of keys new, edited, rotated and taken together, leave one chain without a gap", async () => {
  const actor = await makeActor();
  const other = await makeActor();
  const made = await Promise.all(Array.from({ length: 16 }, () => createKey(actor, keyInput())));
  const ids = made.map(({ key }) => key.id);
  const some = (n: number, count: number) => Array.from({ length: count }, (_, i) => ids[(n * 7 + i) % 16] as string);
  const disabled = new Set<string>();
  const kinds = [
    () => createKey(actor, keyInput({ label: "new" })),
    (n: number) => editKey(actor, { keyId: some(n, 1)[0] as string, label: `label ${n}` }),
    (n: number) => rotateKey(actor, { keyId: some(n, 1)[0] as string, graceSeconds: 60 }),
    (n: number) => {
      const [act, keyIds] = [n % 2 === 0 ? ("disable" as const) : ("set-expiry" as const), some(n, 2)];
      if (act === "disable") for (const keyId of keyIds) disabled.add(keyId);
      return actOnKeys(actor, { act, keyIds });
    },
    () => createKey(other, keyInput()),
  ];
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, owned.totalCount - owned.idleCount);
  }, 5);
  await Promise.all(Array.from({ length: WRITERS }, (_, n) => kinds[n % kinds.length]?.(n)));
  clearInterval(watch);
  expect(most).toBe(WRITERS);

  const { rows } = await pool().query<{ action: string; n: number }>(
    "SELECT action, count(*)::int AS n FROM audit_events WHERE team_id = $1 GROUP BY action",
    [actor.teamId],
  );
  const count = Object.fromEntries(rows.map(({ action, n }) => [action, n]));
  const perKind = WRITERS / kinds.length;
  // However often a key is disabled, once is a change, and an event. A proposed expiry is another one each time it is asked for.
  expect(count).toEqual({
    "key.create": ids.length + perKind,
    "key.edit": expect.any(Number),
    "key.rotate": perKind,
    "key.disable": disabled.size,
  });
  expect(count["key.edit"]).toBeGreaterThan(perKind);
  const events = Object.values(count).reduce((sum, n) => sum + n, 0);
  expect(await verdictOn(actor.teamId)).toMatchObject({ events, trouble: null });
  expect(await verdictOn(other.teamId)).toMatchObject({ events: perKind, trouble: null });
});

test("whoever records an event and then waits for a key holds up nobody who has the key and records one", async () => {
  const actor = await makeActor();
  const { key } = await createKey(actor, keyInput());
  const keyFirst = () =>
    inTransaction(async (tx) => {
      await lockKey(actor, key.id, tx);
      await eventOf(actor, tx);
    });
  const keyLast = () =>
    inTransaction(async (tx) => {
      await eventOf(actor, tx);
      await lockKey(actor, key.id, tx);
    });
  await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? keyFirst() : keyLast())));
  expect(await verdictOn(actor.teamId)).toMatchObject({ events: 41, trouble: null });
});

test("two transactions that write to the same teams in opposite order both end", async () => {
  const [one, two] = [await makeActor(), await makeActor()];
  const both = (teams: string[]) =>
    inTransaction(async (tx) => {
      for (const team of teams) await eventOf(one, tx, team);
    });
  const teams = [one.teamId, two.teamId];
  await Promise.all(Array.from({ length: 40 }, (_, n) => both(n % 2 === 0 ? teams : teams.toReversed())));
  for (const team of teams) expect(await verdictOn(team)).toMatchObject({ events: 40, trouble: null });
});

test("a change of the team's own row and an event of another writer do not wait for each other", async () => {
  const actor = await makeActor();
  const pid = async (tx: Transaction) =>
    (await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`)[0]?.pid;
  const isWaiting = async () => (await superuser.query("SELECT 1 FROM pg_locks WHERE NOT granted")).rows.length > 0;
  let writing: Promise<void> | undefined;
  await inTransaction(async (tx) => {
    await tx.team.update({ where: { id: actor.teamId }, data: { slug: `renamed-${await pid(tx)}` } });
    writing = write(actor);
    while (!(await isWaiting())) await new Promise(setImmediate);
    await eventOf(actor, tx);
  });
  await writing;
  expect(await verdictOn(actor.teamId)).toMatchObject({ events: 2, trouble: null });
});

test("an event outside of a transaction is refused, and one of a transaction that fails was never there", async () => {
  const actor = await makeActor();
  await expect(eventOf(actor, prisma())).rejects.toThrow("inTransaction");
  const failing = inTransaction(async (tx) => {
    await eventOf(actor, tx);
    throw new Error("on purpose");
  });
  await expect(failing).rejects.toThrow("on purpose");
  await write(actor);
  expect(await verdictOn(actor.teamId)).toMatchObject({ events: 1, trouble: null });
});

const INSERT = `INSERT INTO audit_events (id, team_id, at, actor_kind, actor_name, action, target_kind, target_id, seq, hash)
  SELECT i, $1, now(), 'system', 'raw', 'team.create', 'team', 'x', $3, $4 FROM unnest($2::uuid[]) AS i`;
const insert = (teamId: string, given: { ids?: string[]; seq?: number; hash?: Buffer; more?: string } = {}) =>
  pool().query(`${INSERT} ${given.more ?? ""}`, [teamId, given.ids ?? [newId()], given.seq, given.hash]);

test("raw SQL is chained too, and refused where number or hash do not continue the chain", async () => {
  const { teamId } = await makeActor();
  const ids = [newId(), newId(), newId()];
  await insert(teamId, { ids });
  for (const seq of [0, 1, 3, 5]) expect(await sqlstate(insert(teamId, { seq }))).toBe("23001");
  expect(await sqlstate(insert(teamId, { hash: Buffer.alloc(32) }))).toBe("23001");
  expect(await sqlstate(insert(teamId, { seq: 4 }))).toBe("done");
  // Nothing was inserted, and so nothing moves.
  await insert(teamId, { ids: [ids[0] as string], more: "ON CONFLICT DO NOTHING" });
  expect(await sqlstate(insert(teamId, { ids: [ids[0] as string] }))).toBe("23505");
  await insert(teamId);
  expect(await verdictOn(teamId)).toMatchObject({ events: 5, trouble: null });
});

const CHANGES = [
  "UPDATE audit_events SET ip = NULL",
  "UPDATE audit_events SET ip = NULL WHERE false",
  "DELETE FROM audit_events",
  "TRUNCATE audit_events",
  "DELETE FROM audit_heads",
  "TRUNCATE audit_heads",
];

test("no change of the trail passes: the application's role has no right to it, and a superuser meets the trigger", async () => {
  const { teamId } = await makeActor();
  await insert(teamId);
  for (const change of CHANGES) {
    expect([change, await sqlstate(pool().query(change))]).toEqual([change, "42501"]);
    if (change.includes("false")) continue;
    expect([change, await sqlstate(superuser.query(change))]).toEqual([change, "23001"]);
  }
  for (const change of [
    "UPDATE audit_heads SET seq = seq + 1",
    "INSERT INTO audit_heads SELECT id, 9, '' FROM teams",
  ]) {
    for (const role of [pool(), superuser])
      expect([change, await sqlstate(role.query(change))]).toEqual([change, "23001"]);
  }
  await superuser.query("SET session_replication_role = replica");
  for (const change of CHANGES.filter((change) => change.includes("audit_events") && !change.includes("false"))) {
    expect([change, await sqlstate(superuser.query(change))]).toEqual([change, "23001"]);
  }
  await superuser.query("RESET session_replication_role");
  for (const role of [pool(), superuser]) {
    expect(await sqlstate(role.query("DELETE FROM teams WHERE id = $1", [teamId]))).toMatch(/^(23001|42501)$/);
  }
  expect(await verdictOn(teamId)).toMatchObject({ events: 1, trouble: null });
});
