import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { newId, showId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { disableKey } from "@/lib/keys/disable-key";
import { editKey } from "@/lib/keys/edit-key";
import { tampered } from "@/lib/testing/audit";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { listChoices } from "./list-choices";
import { listEvents } from "./list-events";
import { pageEvents } from "./page-events";
import { listEventsSchema, pageEventsSchema } from "./schema";

let owner: Actor;
let developer: Actor;
let keys: string[];
const list = (query: object, actor = owner) => listEvents(actor, listEventsSchema.parse(query));
const page = (query: object, actor = owner) => pageEvents(actor, pageEventsSchema.parse(query));
const user = (actor: Actor) => showId("user", actor.userId);

beforeAll(async () => {
  owner = await makeActor();
  developer = await makeActor("developer", owner);
  const stranger = await makeActor();
  keys = [];
  for (const by of [owner, developer, owner, stranger]) keys.push((await createKey(by, keyInput())).key.id);
  await editKey(owner, { keyId: keys[0] as string, label: "new", allowedIps: ["203.0.113.7"] });
  const token: Actor = { ...owner, kind: "access_token", id: newId(), name: "CI", ip: "2001:db8::1", userAgent: null };
  await disableKey(token, { keyId: keys[0] as string });
  await pool().query(
    `INSERT INTO audit_events (id, team_id, at, actor_kind, actor_name, action, target_kind, target_id)
     VALUES (gen_random_uuid(), $1, '2020-01-01', 'system', 'Latchkey', 'key.create', 'webhook', 'not a uuid')`,
    [owner.teamId],
  );
});

test("the trail is the team's own, newest first, with ids as they are shown", async () => {
  const { events, total } = await list({});
  expect(total).toBe(6);
  expect(events.map(({ seq }) => seq)).toEqual([6, 5, 4, 3, 2, 1]);
  expect(events.every(({ isWhole }) => isWhole)).toBe(true);
  expect(events.at(-1)).toMatchObject({
    id: expect.stringMatching(/^event_/),
    at: expect.stringMatching(/^20\d\d-.*Z$/),
    actor: { kind: "user", id: user(owner), name: owner.name },
    action: "key.create",
    target: { kind: "key", id: keys[0] },
    before: null,
    after: { environment: "live", scopes: ["read"] },
    ip: "198.51.100.7",
    userAgent: "test",
    requestId: "req_test",
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(events[1]).toMatchObject({
    actor: { kind: "access_token", id: expect.stringMatching(/^token_/) },
    country: null,
  });
  expect(events[0]).toMatchObject({ actor: { id: null }, target: { kind: "webhook", id: "not a uuid" } });
});

test("every filter chooses, alone and together; what is no id of the team chooses nothing", async () => {
  const seqs = async (query: object) => (await list(query)).events.map(({ seq }) => seq);
  expect(await seqs({ actor: user(developer) })).toEqual([2]);
  expect(await seqs({ actor: user(owner) })).toEqual([4, 3, 1]);
  expect(await seqs({ actor: "system" })).toEqual([6]);
  expect(await seqs({ action: "key.create" })).toEqual([6, 3, 2, 1]);
  expect(await seqs({ keyId: keys[0] })).toEqual([5, 4, 1]);
  expect(await seqs({ keyId: keys[0], action: "key.edit", actor: user(owner) })).toEqual([4]);
  expect(await seqs({ from: "2020-01-01T00:00:00Z", to: "2020-01-01T00:00:00.001Z" })).toEqual([6]);
  expect(await seqs({ to: "2020-01-01T00:00:00Z" })).toEqual([]);
  expect(await seqs({ from: "2020-01-01T00:00:00.001Z" })).toEqual([5, 4, 3, 2, 1]);
  for (const nothing of [{ keyId: keys[3] }, { keyId: "x" }, { actor: "'; --" }, { action: "\0" }]) {
    expect(await seqs(nothing)).toEqual([]);
  }
});

test("pages hold every event once", async () => {
  const seen: number[] = [];
  for (let page = 1; page <= 3; page++) seen.push(...(await list({ page, limit: 2 })).events.map(({ seq }) => seq));
  expect(seen).toEqual([6, 5, 4, 3, 2, 1]);
  expect(await list({ page: 9, limit: 2 })).toMatchObject({ events: [], total: 6, pages: 3 });
});

test("pages by cursor hold every event once, also while events are added", async () => {
  const seen: number[] = [];
  for (let cursor: string | undefined; ; ) {
    const { events, nextCursor } = await page({ limit: 4, cursor, to: new Date(Date.now() + 60_000).toISOString() });
    seen.push(...events.map(({ seq }) => seq));
    if (nextCursor === null) break;
    cursor = nextCursor;
    await createKey(owner, keyInput());
  }
  expect(seen).toEqual([6, 5, 4, 3, 2, 1]);
  for (const cursor of ["0", "-1", "x", "1; --", "9".repeat(19)]) {
    await expect(page({ cursor })).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: { cursor: expect.any(String) },
    });
  }
});

test("the filters offer who did something here, by the latest name, and what was done", async () => {
  await prisma().user.update({ where: { id: owner.userId }, data: { name: "Ada Renamed" } });
  await createKey({ ...owner, name: "Ada Renamed" }, keyInput());
  const { actors, actions } = await listChoices(owner);
  expect(actors.map(({ id, name }) => [id, name])).toEqual(
    [
      [user(owner), "Ada Renamed"],
      [user(developer), developer.name],
      [expect.stringMatching(/^token_/), "CI"],
      ["system", "Latchkey"],
    ].sort((a, b) => String(a[1]).localeCompare(String(b[1]), "en")),
  );
  expect(actions).toEqual(["key.create", "key.disable", "key.edit"]);
  expect(await listChoices(await makeActor())).toEqual({ actors: [], actions: [] });
});

test("every role reads the trail", async () => {
  for (const role of ["admin", "developer", "viewer"] as const) {
    expect((await list({}, await makeActor(role, owner))).total).toBeGreaterThan(5);
  }
});

test("an event that is not as it was written says so in the list, and so does the one after a missing one", async () => {
  const marked = (change: string) =>
    tampered(async (client) => {
      await client.query(change, [owner.teamId]);
      // The list reads through the pool: here, through the connection on which it has happened.
      const { query } = pool();
      pool().query = client.query.bind(client) as typeof query;
      try {
        return (await list({})).events.filter(({ isWhole }) => !isWhole).map(({ seq }) => seq);
      } finally {
        pool().query = query;
      }
    });
  expect(await marked("UPDATE audit_events SET ip = NULL WHERE team_id = $1 AND seq = 4")).toEqual([4]);
  expect(await marked("DELETE FROM audit_events WHERE team_id = $1 AND seq = 2")).toEqual([3]);
});
