import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { newId, showId } from "@/lib/ids";
import { editKey } from "@/lib/keys/edit-key";
import { revokeKey } from "@/lib/keys/revoke-key";
import { rotateKey } from "@/lib/keys/rotate-key";
import { MAIL_LANES } from "@/lib/mail/mail-transport";
import { removeMember } from "@/lib/teams/remove-member";
import { makeActor } from "@/lib/testing/fixtures";
import { type MailSink, startMailSink } from "@/lib/testing/mail-sink";
import { dueInYear, dueName, inDashboard, inMails, type YearPerson } from "@/lib/testing/notice-year/due-in-year";
import {
  type DateSpan,
  drawFrom,
  planYear,
  START,
  STEP,
  STEPS,
  type YearKey,
} from "@/lib/testing/notice-year/plan-year";
import { readNoticeMail } from "@/lib/testing/notice-year/read-notice-mail";
import { bundleWorker, type NoticeWorker } from "@/lib/testing/notice-year/start-worker";
import { setRotateBy, standingClock, type TestClock } from "@/lib/testing/notices";
import { MINUTE } from "@/lib/usage/step";
import { editPreferences } from "./edit-preferences";
import { NOTICE_GROUPS } from "./notice-kind";
import type { EmailMode, KeysToldOf } from "./preference";

// Over 250 lines since it is one story: who there is, what they do in a year, and what they must have been told.

const KEYS = 1_000;
const TEAMS = 2;
const SEED = 20_270_101;
const [LEAVES_AT, JOINS_AT] = [START + 400 * STEP, START + 200 * STEP];

let sink: MailSink;
let time: TestClock;
beforeAll(async () => {
  sink = await startMailSink();
  Object.assign(process.env, {
    SMTP_URL: sink.url,
    MAIL_FROM: "keys@example.com",
    NEXTAUTH_URL: "https://k.example.com",
  });
});
afterAll(async () => {
  time?.restore();
  await sink.stop();
});

type Member = YearPerson & { actor: Actor; email: string };

const choose = (actor: Actor, email: EmailMode, keys: KeysToldOf) =>
  editPreferences(actor, { preferences: NOTICE_GROUPS.map((group) => ({ group, email, dashboard: true, keys })) });

/** An owner who chose nothing, an admin who wants each at once, two developers of whom one leaves, a viewer who chose the dashboard. */
async function makeTeam(team: number, made: Map<string, Actor>): Promise<Member[]> {
  const owner = await makeActor();
  const all = (key: YearKey) => key.team === team;
  const own = (creator: number) => (key: YearKey) => key.team === team && key.creator === creator;
  const member = async (actor: Actor, person: Omit<YearPerson, "id">): Promise<Member> => {
    const { email } = await prisma().user.findUniqueOrThrow({ where: { id: actor.userId } });
    return { ...person, id: actor.userId, actor, email };
  };
  const always = { from: START, to: Number.POSITIVE_INFINITY };
  const admin = await makeActor("admin", owner);
  await choose(admin, "each", "all");
  const developers = [await makeActor("developer", owner), await makeActor("developer", owner)] as const;
  await choose(developers[1], "each", "own");
  const viewer = await makeActor("viewer", owner);
  await choose(viewer, "off", "all");
  [owner, ...developers].forEach((actor, creator) => void made.set(`${team} ${creator}`, actor));
  return [
    await member(owner, { ...always, concerns: all, mail: "daily" }),
    await member(admin, { ...always, concerns: all, mail: "each" }),
    await member(developers[0], { ...always, concerns: own(1), mail: "daily" }),
    await member(developers[1], { ...always, to: LEAVES_AT, concerns: own(2), mail: "each" }),
    await member(viewer, { ...always, concerns: all, mail: "off" }),
  ];
}

type Deed = { at: number; act: () => Promise<unknown> };

/** A key of the plan in the database. */
type MadeKey = YearKey & { id: string; owner: Actor; madeBy: Actor };

/** All that are made at one moment, with a secret each. */
async function insertKeys(keys: readonly MadeKey[], at: number): Promise<void> {
  const of = <T>(read: (key: MadeKey) => T): T[] => keys.map(read);
  const iso = (span: DateSpan | undefined) => (span === undefined ? null : new Date(span.at).toISOString());
  await pool().query(
    `WITH made AS (
       INSERT INTO keys (id, team_id, label, environment, scopes, allowed_ips, rate_limit, rate_window_seconds, expires_at, rotate_by,
                         rotation_enforced, created_by_id, created_by_name, created_at, updated_at)
       SELECT id, team, label, 'live', '{read}', '{}', 10, 60, expires_at, rotate_by, enforced AND rotate_by IS NOT NULL, creator, 'Ada', $8, $8
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::boolean[], $7::uuid[])
         AS k (id, team, label, expires_at, rotate_by, enforced, creator) RETURNING id)
     INSERT INTO secrets (public_id, key_id, hash, prefix, last_four, created_at)
     SELECT right(id::text, 12), id, sha256(id::text::bytea), 'myapi', 'abcd', $8 FROM made`,
    [
      ...[of(({ id }) => id), of(({ owner }) => owner.teamId), of(({ label }) => label)],
      ...[of(({ expiries }) => iso(expiries[0])), of(({ rotations }) => iso(rotations[0]))],
      ...[of(({ enforced }) => enforced), of(({ madeBy }) => madeBy.userId), new Date(at)],
    ],
  );
}

/** What people do to a key in the year after it was made. */
function deedsOf({ id, owner, expiries, rotations, enforced, revokedAt }: MadeKey): Deed[] {
  const keyId = showId("key", id);
  const rotateBy = (at: number) => setRotateBy(id, new Date(at), enforced);
  const extended = expiries.slice(1).map(({ at, setAt }) => ({
    at: setAt,
    async act() {
      await editKey(owner, { keyId, expiresAt: new Date(at) });
      const rotation = rotations.findLast((one) => one.setAt <= setAt);
      if (rotation) await rotateBy(rotation.at);
    },
  }));
  const rotated = rotations.slice(1).map(({ at, setAt }) => ({
    at: setAt,
    async act() {
      await rotateKey(owner, { keyId, graceSeconds: 0 });
      await rotateBy(at);
    },
  }));
  const revoked = revokedAt === null ? [] : [{ at: revokedAt, act: () => revokeKey(owner, { keyId }) }];
  return [...extended, ...rotated, ...revoked];
}

function byMoment<T>(all: readonly T[], momentOf: (one: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const one of all) groups.set(momentOf(one), [...(groups.get(momentOf(one)) ?? []), one]);
  return groups;
}

/** A few at a time: much falls on the same day. */
async function inTurns(deeds: readonly Deed[]): Promise<void> {
  const left = [...deeds];
  const lane = async () => {
    for (let deed = left.shift(); deed !== undefined; deed = left.shift()) await deed.act();
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}

/** Somebody who comes in the middle of the year, is told what falls due from then on. */
async function joinLater(team: number, owner: Actor): Promise<Member> {
  const actor = await makeActor("admin", owner);
  await choose(actor, "each", "all");
  const { email } = await prisma().user.findUniqueOrThrow({ where: { id: actor.userId } });
  const concerns = (key: YearKey) => key.team === team;
  return { id: actor.userId, actor, email, from: JOINS_AT, to: Number.POSITIVE_INFINITY, concerns, mail: "each" };
}

async function inRows({ id }: Member): Promise<string[]> {
  const { rows } = await pool().query<{ label: string; kind: string; facts: { days?: number; deadline: string } }>(
    `SELECT k.label, n.kind, n.facts FROM notice_deliveries d JOIN notices n ON n.id = d.notice_id JOIN keys k ON k.id = n.key_id
     WHERE d.user_id = $1 AND d.channel = 'dashboard'`,
    [id],
  );
  return rows.map(({ label, kind, facts }) =>
    dueName({ label, kind, days: facts.days ?? 0, deadline: Date.parse(facts.deadline) }),
  );
}

test("a year of 1,000 keys with two workers, one killed again and again: every due notice once per person and channel, none for revoked keys", async () => {
  const draw = drawFrom(SEED);
  time = standingClock(new Date(START).toISOString());
  const creators = new Map<string, Actor>();
  const teams = [await makeTeam(0, creators), await makeTeam(1, creators)];
  const keys = planYear(KEYS, TEAMS, 3, draw).map((key): MadeKey => {
    const madeBy = creators.get(`${key.team} ${key.creator}`) as Actor;
    return { ...key, id: newId(), owner: teams[key.team]?.[0]?.actor as Actor, madeBy };
  });
  const born = byMoment(keys, ({ createdAt }) => createdAt);
  const deeds = byMoment(keys.flatMap(deedsOf), ({ at }) => at);

  const { start, remove } = await bundleWorker();
  const steady = start();
  let shaky: NoticeWorker = start();
  let kills = 0;
  // In the middle of work, however long it takes here: sooner after a worker that was done before, later after a hit.
  let longestDelay = 25;
  const due = new Set(keys.flatMap(dueInYear).map(({ at }) => at));
  const isBusy = (at: number): boolean => due.has(at) || deeds.has(at) || born.has(at);
  for (let step = 0; step < STEPS; step++) {
    time.now = START + step * STEP;
    // Those on which something is due or done, the morning after, which digests go out on, and a quiet one a week.
    const isMorning = step % 2 === 0 && (isBusy(time.now - STEP) || step % 14 === 0);
    const isSomebodyMoving = time.now === JOINS_AT || time.now === LEAVES_AT;
    if (!isBusy(time.now) && !isMorning && !isSomebodyMoving) continue;
    await insertKeys(born.get(time.now) ?? [], time.now);
    await inTurns(deeds.get(time.now) ?? []);
    if (time.now === JOINS_AT)
      for (const [team, members] of teams.entries()) members.push(await joinLater(team, members[0]?.actor as Actor));
    if (time.now === LEAVES_AT) {
      for (const [owner, , , leaver] of teams) {
        const fresh = { ...(owner?.actor as Actor), authenticatedAt: new Date(time.now) };
        await removeMember(fresh, { userId: showId("user", leaver?.id ?? "") });
      }
    }
    const work = [steady.work(time.now), shaky.work(time.now)];
    if (isBusy(time.now) && draw(20) === 0) {
      setTimeout(shaky.kill, draw(longestDelay));
      if ((await Promise.all(work))[1] === false) {
        kills++;
        longestDelay = Math.min(25, longestDelay * 2);
        shaky = start();
        // What the killed one held is free once its transaction is gone, or its lease has run out.
        while (await isSomethingLeft(time.now)) {
          time.now += 15 * MINUTE;
          await steady.work(time.now);
        }
      } else {
        longestDelay = Math.max(1, Math.floor(longestDelay / 2));
        shaky = await replaced(shaky, start);
      }
    } else await Promise.all(work);
  }
  await Promise.all([steady.stop(), shaky.stop()]);
  remove();

  const mails = new Map(sink.mails.map((mail) => [mail.messageId, mail]));
  const repeats = sink.mails.length - mails.size;
  let [told, mailed] = [0, 0];
  for (const member of teams.flat()) {
    const read = [...mails.values()]
      .filter(({ to }) => to === member.email)
      .flatMap(({ text }) => readNoticeMail(text));
    const [dashboard, wanted] = [inDashboard(keys, member), inMails(keys, member)];
    expect((await inRows(member)).sort()).toEqual(dashboard.sort());
    expect(read.sort()).toEqual(wanted.sort());
    told += dashboard.length;
    mailed += wanted.length;
  }
  expect(told).toBeGreaterThan(5_000);
  expect(mailed).toBeGreaterThan(5_000);
  expect(kills).toBeGreaterThan(5);
  // A kill between the server's answer and the note of it repeats what was under way, and no more.
  expect(repeats).toBeLessThanOrEqual(kills * MAIL_LANES);
  const { rows } = await pool().query("SELECT count(*)::int AS left FROM notice_mails WHERE outcome IS NULL");
  expect(rows[0].left).toBe(0);
  console.info(JSON.stringify({ kills, repeats, told, mailed, mails: mails.size }));
}, 600_000);

async function isSomethingLeft(now: number): Promise<boolean> {
  const { rows } = await pool().query<{ left: boolean }>(
    `SELECT EXISTS (SELECT FROM notice_looks WHERE look_at <= $1) OR EXISTS (SELECT FROM notice_mails WHERE outcome IS NULL)
       OR EXISTS (SELECT FROM notice_deliveries WHERE due_at <= $1 AND mail_id IS NULL AND dropped_at IS NULL) AS left`,
    [new Date(now)],
  );
  return rows[0]?.left ?? false;
}

/** It was done before the signal came, which comes all the same. */
async function replaced(worker: NoticeWorker, start: () => NoticeWorker): Promise<NoticeWorker> {
  worker.kill();
  await worker.stop();
  return start();
}
