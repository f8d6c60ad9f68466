import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { tampered, verdictOn } from "@/lib/testing/audit";
import { makeActor } from "@/lib/testing/fixtures";
import { recordEvent } from "../record-event";

const EVENTS = 9;
let actor: Actor;
let ids: string[];

const record = (of: Actor, after: Record<string, string | number>) =>
  inTransaction((tx) =>
    recordEvent(tx, of.teamId, of, {
      action: "key.edit",
      target: { kind: "key", id: newId() },
      before: { label: "before" },
      after,
    }),
  );

beforeAll(async () => {
  actor = await makeActor();
  for (let n = 1; n <= EVENTS; n++) await record(actor, { label: `label ${n}`, n });
  const { rows } = await pool().query("SELECT id FROM audit_events WHERE team_id = $1 ORDER BY seq", [actor.teamId]);
  ids = rows.map(({ id }) => id);
});

/** The verdict after `change`, whose $1 is the team. */
const after = (change: string, ...values: unknown[]) =>
  tampered(async (client) => {
    await client.query(change, [actor.teamId, ...values]);
    return verdictOn(actor.teamId, client);
  });
const withoutUnique = (work: (client: pg.PoolClient) => Promise<unknown>) =>
  tampered(async (client) => {
    await client.query("DROP INDEX audit_events_team_id_seq_key");
    await work(client);
    return verdictOn(actor.teamId, client);
  });

test("the events of a team are one chain from 1 on, and whole", async () => {
  const { rows } = await pool().query("SELECT seq, hash FROM audit_events WHERE team_id = $1 ORDER BY seq", [
    actor.teamId,
  ]);
  expect(rows.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: EVENTS }, (_, i) => i + 1));
  expect(await verdictOn(actor.teamId)).toEqual({
    from: 1,
    events: EVENTS,
    end: { seq: EVENTS, hash: rows.at(-1).hash.toString("hex") },
    trouble: null,
  });
});

const NEW_VALUES: Record<string, string> = {
  id: "gen_random_uuid()",
  at: "at + interval '1 millisecond'",
  actor_kind: "'system'",
  actor_id: "NULL",
  actor_name: "actor_name || ' '",
  action: "'key.disable'",
  target_kind: "'team'",
  target_id: "upper(target_id)",
  before: "NULL",
  after: `jsonb_set(after, '{n}', '1.0')`,
  ip: "'198.51.100.8'",
  user_agent: "NULL",
  request_id: "''",
  hash: "sha256(hash)",
};

test("every column is in the chain: whichever is altered, in whichever event, is found there", async () => {
  const { rows } = await pool().query(
    "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'audit_events'",
  );
  const columns = rows.map(({ name }) => name).filter((name) => name !== "seq" && name !== "team_id");
  expect(columns.sort()).toEqual(Object.keys(NEW_VALUES).sort());
  for (const seq of [1, 5, EVENTS]) {
    for (const [column, value] of Object.entries(NEW_VALUES)) {
      const { events, trouble } = await after(
        `UPDATE audit_events SET ${column} = ${value} WHERE team_id = $1 AND seq = $2`,
        seq,
      );
      expect({ column, events, ...trouble }).toMatchObject({
        column,
        events: seq - 1,
        seq,
        problem: "altered",
        id: column === "id" ? expect.any(String) : ids[seq - 1],
      });
    }
  }
});

test("times that no calendar has are found like any other", async () => {
  for (const at of ["'infinity'", "at - interval '4000 years'"]) {
    const { trouble } = await after(`UPDATE audit_events SET at = ${at} WHERE team_id = $1 AND seq = 4`);
    expect(trouble).toMatchObject({ seq: 4, id: ids[3], problem: "altered" });
  }
});

test("a removed event is missed where it was, the last one and all of them too", async () => {
  for (const seq of [1, 5, EVENTS]) {
    const { events, trouble } = await after("DELETE FROM audit_events WHERE team_id = $1 AND seq = $2", seq);
    expect({ events, ...trouble }).toMatchObject({ events: seq - 1, seq, id: null, problem: "removed" });
  }
  const { trouble } = await after("DELETE FROM audit_events WHERE team_id = $1");
  expect(trouble).toMatchObject({ seq: 1, problem: "removed", detail: expect.stringContaining(`1 to ${EVENTS}`) });
});

test("an event that was given to another team is missed in one and found too much in the other", async () => {
  const other = await makeActor();
  await record(other, { label: "theirs" });
  const move = "UPDATE audit_events SET team_id = $2 WHERE team_id = $1 AND seq = 4";
  expect((await after(move, other.teamId)).trouble).toMatchObject({ seq: 4, problem: "removed" });
  const theirs = await tampered(async (client) => {
    await client.query(move, [actor.teamId, other.teamId]);
    return verdictOn(other.teamId, client);
  });
  expect(theirs.trouble).toMatchObject({ seq: 4, id: ids[3], problem: "inserted" });
});

test("events that change places, or take another number, are found at the first place that is wrong", async () => {
  for (const [first, second] of [
    [1, 2],
    [4, 5],
    [3, 7],
    [8, EVENTS],
  ] as const) {
    const { events, trouble } = await withoutUnique((client) =>
      client.query("UPDATE audit_events SET seq = $2 + $3 - seq WHERE team_id = $1 AND seq IN ($2, $3)", [
        actor.teamId,
        first,
        second,
      ]),
    );
    expect({ events, ...trouble }).toMatchObject({
      events: first - 1,
      seq: first,
      id: ids[second - 1],
      problem: "reordered",
      detail: `It has changed places with event ${second}.`,
    });
  }
  const renumbered = await after("UPDATE audit_events SET seq = 4000 WHERE team_id = $1 AND seq = 4");
  expect(renumbered.trouble).toMatchObject({ seq: 4, id: ids[3], problem: "reordered" });
});

/** A copy of event 4 under another number, sorted before or after the event that has this number. */
const [BEFORE, AFTER] = ["00000000-0000-7000-8000-000000000000", "ffffffff-0000-7000-8000-000000000000"];
const forge = (client: pg.PoolClient, seq: number, id: string) =>
  client.query(
    `INSERT INTO audit_events SELECT (jsonb_populate_record(e, jsonb_build_object('id', $2::text, 'seq', $3::bigint))).*
     FROM audit_events e WHERE team_id = $1 AND seq = 4`,
    [actor.teamId, id, seq],
  );

test("an inserted event is found: beside another, and after the end", async () => {
  for (const [seq, id, events] of [
    [4, AFTER, 4],
    [1, AFTER, 1],
    [1, BEFORE, 0],
    [EVENTS + 1, AFTER, EVENTS],
  ] as const) {
    const verdict = await withoutUnique((client) => forge(client, seq, id));
    expect(verdict).toMatchObject({ events, trouble: { seq, id, problem: "inserted" } });
  }
});

test("an inserted event is found where the others' numbers made room for it, also with a hash that follows", async () => {
  for (const honestHash of [false, true]) {
    const { events, trouble } = await withoutUnique(async (client) => {
      await client.query("UPDATE audit_events SET seq = seq + 1 WHERE team_id = $1 AND seq >= 6", [actor.teamId]);
      await client.query("UPDATE audit_heads SET seq = seq + 1 WHERE team_id = $1", [actor.teamId]);
      await forge(client, 6, AFTER);
      if (!honestHash) return;
      await client.query(
        `UPDATE audit_events e SET hash = audit_event_hash(e, (SELECT hash FROM audit_events WHERE team_id = $1 AND seq = 5))
         WHERE id = $2`,
        [actor.teamId, AFTER],
      );
    });
    expect({ events, ...trouble }).toMatchObject({ events: 5, seq: 6, id: AFTER, problem: "inserted" });
  }
});

test("whoever computes an altered event's hash anew is found at the next one, or at the end", async () => {
  const rehash = (seq: number) =>
    after(
      `WITH altered AS (SELECT (jsonb_populate_record(e, '{"actor_name": "Nobody"}')).* FROM audit_events e
                        WHERE team_id = $1 AND seq = $2)
       UPDATE audit_events e SET actor_name = a.actor_name,
         hash = audit_event_hash(a, (SELECT hash FROM audit_events WHERE team_id = $1 AND seq = $2 - 1))
       FROM altered a WHERE e.id = a.id`,
      seq,
    );
  expect((await rehash(5)).trouble).toMatchObject({ seq: 6, problem: "altered" });
  expect((await rehash(EVENTS)).trouble).toMatchObject({ seq: EVENTS, id: ids.at(-1), problem: "altered" });
});

test("a chain whose noted end was moved or removed is not whole", async () => {
  const back = await after("UPDATE audit_heads SET seq = seq - 1 WHERE team_id = $1");
  expect(back).toMatchObject({ events: EVENTS - 1, trouble: { seq: EVENTS, problem: "inserted" } });
  const gone = await after("DELETE FROM audit_heads WHERE team_id = $1");
  expect(gone).toMatchObject({ events: EVENTS, trouble: { seq: EVENTS, problem: "head" } });
});

test("the newest events can be verified alone, with the end: what is older is not looked at", async () => {
  const newest = (change: string, count: number) =>
    tampered(async (client) => {
      await client.query(change, [actor.teamId]);
      return verdictOn(actor.teamId, client, count);
    });
  const alter = (seq: number) => `UPDATE audit_events SET ip = NULL WHERE team_id = $1 AND seq = ${seq}`;
  expect(await newest(alter(2), 3)).toMatchObject({ from: 7, events: 3, end: { seq: EVENTS }, trouble: null });
  expect(await newest(alter(2), EVENTS)).toMatchObject({ from: 1, events: 1, trouble: { seq: 2, problem: "altered" } });
  expect(await newest(alter(7), 3)).toMatchObject({ from: 7, events: 0, trouble: { seq: 7, id: ids[6] } });
  const remove = (seq: number) => `DELETE FROM audit_events WHERE team_id = $1 AND seq = ${seq}`;
  for (const seq of [6, 8, EVENTS]) {
    expect((await newest(remove(seq), 3)).trouble).toMatchObject({ seq, id: null, problem: "removed" });
  }
});
