import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { editKey } from "@/lib/keys/edit-key";
import { revokeKey } from "@/lib/keys/revoke-key";
import { log } from "@/lib/log";
import type { MailPatience } from "@/lib/mail/mail-transport";
import { checkMail } from "@/lib/operator/health/check-mail";
import { removeMember } from "@/lib/teams/remove-member";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { type MailSink, startMailSink } from "@/lib/testing/mail-sink";
import { standingClock, type TestClock } from "@/lib/testing/notices";
import { DAY, HOUR, MINUTE } from "@/lib/usage/step";
import { editPreferences } from "./edit-preferences";
import { planNotices } from "./plan-notices";
import type { EmailMode } from "./preference";
import { sendDueMails } from "./send-due-mails";

let sink: MailSink;
let time: TestClock;
let owner: Actor;
let written: string[];

beforeAll(async () => {
  sink = await startMailSink();
  Object.assign(process.env, {
    SMTP_URL: sink.url,
    MAIL_FROM: "Acme API <keys@acme.example>",
    NEXTAUTH_URL: "https://keys.example.com",
  });
  await prisma().deployment.update({ where: { id: 1 }, data: { productName: "Acme API" } });
});
afterAll(() => sink.stop());
beforeEach(async () => {
  await pool().query("DELETE FROM notices");
  await pool().query("DELETE FROM notice_mails");
  Object.assign(sink, { mails: [], connections: 0, mood: "well" });
  sink.refused.clear();
  time = standingClock("2027-03-01T12:00:00Z");
  owner = await makeActor();
  written = [];
  for (const level of ["debug", "info", "warn", "error"] as const)
    vi.spyOn(log, level).mockImplementation((...words: unknown[]) => void written.push(JSON.stringify(words)));
});
afterEach(() => {
  time.restore();
  vi.restoreAllMocks();
});

const inDays = (days: number): Date => new Date(time.now + days * DAY);
const addressOf = async ({ userId }: Actor) => (await prisma().user.findUniqueOrThrow({ where: { id: userId } })).email;
const newKey = async (actor: Actor, days: number, label = "Billing worker") =>
  (await createKey(actor, keyInput({ label, expiresAt: inDays(days) }))).key;
const choose = (actor: Actor, email: EmailMode) =>
  editPreferences(actor, { preferences: [{ group: "expiry", email, dashboard: true, keys: "all" }] });
/** What the worker does each minute. */
async function look(patience?: MailPatience) {
  await planNotices();
  return sendDueMails({ patience });
}
async function letPass(ms: number, step = HOUR): Promise<void> {
  for (const end = time.now + ms; time.now < end; time.now += step) await look();
}
/** Each mail once, whatever the server has seen of it. */
const apart = () => new Map(sink.mails.map((mail) => [mail.messageId, mail]));

test("a reminder says what, when and where to act, as text and as HTML, and asks for no answer", async () => {
  await choose(owner, "each");
  const key = await newKey(owner, 8, `<b>Billing & "worker"</b>`);
  time.now += DAY;
  expect(await look()).toMatchObject({ sent: 1 });
  const mail = await sink.mailTo(await addressOf(owner));
  expect(mail.subject).toBe(`“<b>Billing & "worker"</b>” expires in 7 days`);
  const { slug, name } = await prisma().team.findUniqueOrThrow({ where: { id: owner.teamId } });
  const page = `https://keys.example.com/${slug}/keys/${key.id}`;
  for (const part of ["It expires on 9 Mar 2027 at 12:00 UTC", `Rotate key: ${page}?do=rotate`, name, "Acme API"]) {
    expect(mail.text).toContain(part);
  }
  expect(mail.html).toContain(`“&lt;b&gt;Billing &amp; &quot;worker&quot;&lt;/b&gt;” expires in 7 days`);
  expect(mail.html).toContain(`href="${page}?do=rotate"`);
  // Nothing is loaded from anywhere, and nothing runs.
  expect(mail.html).not.toMatch(/<img|<script|<link|url\(|src=/i);
  expect(mail.messageId).toMatch(/^<notice\.[0-9a-f-]{36}@acme\.example>$/);
  expect(mail.headers.get("list-unsubscribe")).toBe(`<https://keys.example.com/${slug}/settings/notifications>`);
  expect(mail.headers.has("list-unsubscribe-post")).toBe(false);
  expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
});

test("what falls due together for one person goes as one mail; the other members get their own", async () => {
  const admin = await makeActor("admin", owner);
  for (const actor of [owner, admin]) await choose(actor, "each");
  for (const label of ["One", "Two", "Three"]) await newKey(owner, 31, label);
  time.now += DAY;
  await look();
  expect(sink.mails.map(({ to, subject }) => [to, subject]).sort()).toEqual(
    [
      [await addressOf(owner), "3 keys expire soon"],
      [await addressOf(admin), "3 keys expire soon"],
    ].sort(),
  );
  for (const label of ["One", "Two", "Three"]) expect(sink.mails[0]?.text).toContain(`“${label}” expires in 30 days`);
});

test("by default reminders wait for the digest at 08:00 UTC; the last day and the end go at once", async () => {
  await newKey(owner, 31, "Far");
  await newKey(owner, 8, "Near");
  await newKey(owner, 2, "Tomorrow");
  time.now += DAY;
  await look();
  expect(sink.mails.map(({ subject }) => subject)).toEqual(["“Tomorrow” expires in 1 day"]);
  time.now = Date.parse("2027-03-03T07:59:59Z");
  await look();
  expect(sink.mails).toHaveLength(1);
  time.now += 1_000;
  await look();
  expect(sink.mails).toHaveLength(2);
  expect(sink.mails[1]?.subject).toBe("2 keys expire soon");
  time.now = Date.parse("2027-03-03T12:00:00Z");
  await look();
  expect(sink.mails[2]?.subject).toBe("“Tomorrow” has expired");
});

test("a mail server that is down for an hour: all mail arrives after it, once, and it is asked gently", async () => {
  const members = await Promise.all(Array.from({ length: 9 }, () => makeActor("admin", owner)));
  for (const actor of [owner, ...members]) await choose(actor, "each");
  await newKey(owner, 8);
  time.now += DAY;
  await sink.down();
  for (const end = time.now + HOUR; time.now < end; time.now += MINUTE) {
    expect(await look()).toMatchObject({ sent: 0, isServerDown: true });
  }
  const { rows } = await pool().query("SELECT sum(attempts)::int AS attempts FROM notice_mails");
  // One a run, whoever's mail it is.
  expect(rows[0].attempts).toBe(60);
  await sink.up();
  await letPass(20 * MINUTE, 5 * MINUTE);
  expect(sink.mails).toHaveLength(10);
  expect(new Set(sink.mails.map(({ to }) => to)).size).toBe(10);
  await letPass(DAY);
  expect(sink.mails).toHaveLength(10);
  expect((await checkMail()).state).toBe("fine");
});

test("a server that hangs ends the run in its patience; the mail goes once it speaks again", async () => {
  await newKey(owner, 2);
  time.now += DAY;
  sink.mood = "hang";
  const started = Date.now();
  expect(await look({ connect: 300, answer: 300 })).toMatchObject({ sent: 0, putOff: 1, isServerDown: true });
  expect(Date.now() - started).toBeLessThan(5_000);
  sink.mood = "well";
  time.now += 29_000;
  await look();
  expect(sink.mails).toHaveLength(0);
  time.now += 1_000;
  await look();
  expect(sink.mails).toHaveLength(1);
});

test("a recipient that is refused holds up nobody, is tried for a day, then given up and shown to the operator", async () => {
  const members = await Promise.all(Array.from({ length: 4 }, () => makeActor("admin", owner)));
  sink.refused.add(await addressOf(owner));
  await newKey(owner, 2);
  time.now += DAY;
  expect(await look()).toEqual({ sent: 4, putOff: 1, givenUp: 0, isServerDown: false });
  expect(sink.mails.map(({ to }) => to).sort()).toEqual((await Promise.all(members.map(addressOf))).sort());
  sink.mails.length = 0;
  await letPass(DAY - HOUR);
  expect((await checkMail()).state).toBe("attention");
  await letPass(2 * HOUR + DAY);
  const { rows } = await pool().query("SELECT trouble, attempts FROM notice_mails WHERE outcome = 'given_up'");
  expect(rows).toEqual([{ trouble: "EENVELOPE", attempts: expect.any(Number) }]);
  expect(rows[0].attempts).toBeGreaterThan(20);
  const check = await checkMail();
  expect(check.state).toBe("attention");
  expect(check.detail).toContain("1 mail was given up");
});

test("a connection that breaks before the server's answer repeats the mail, and its Message-ID says that it is the same", async () => {
  await newKey(owner, 2);
  time.now += DAY;
  sink.mood = "drop";
  expect(await look()).toMatchObject({ putOff: 1, isServerDown: true });
  sink.mood = "well";
  await letPass(HOUR, 5 * MINUTE);
  expect(sink.mails).toHaveLength(2);
  expect(apart().size).toBe(1);
});

test("what came to nothing between planning and sending is not mailed: revoked, extended, removed, unconfirmed, not wanted", async () => {
  const as = () => makeActor("developer", owner);
  const [revokes, extends_, goes, unconfirmed, lowered, wantsNone, stays] = await Promise.all(
    Array.from({ length: 7 }, as),
  );
  const all = [revokes, extends_, goes, unconfirmed, lowered, wantsNone, stays] as Actor[];
  await choose(owner, "off");
  const keys = await Promise.all(all.map((actor) => newKey(actor, 2)));
  time.now += DAY;
  await planNotices();
  const fresh = { ...owner, authenticatedAt: new Date(time.now) };
  await revokeKey(fresh, { keyId: keys[0]?.id ?? "" });
  await editKey(fresh, { keyId: keys[1]?.id ?? "", expiresAt: inDays(90) });
  await removeMember(fresh, { userId: showId("user", goes?.userId ?? "") });
  await pool().query("UPDATE users SET email_confirmed_at = NULL WHERE id = $1", [unconfirmed?.userId]);
  await pool().query("UPDATE memberships SET role = 'viewer' WHERE user_id = $1", [lowered?.userId]);
  await editPreferences(wantsNone as Actor, {
    preferences: [{ group: "expiry", email: "off", dashboard: true, keys: "own" }],
  });
  await sendDueMails();
  expect(sink.mails.map(({ to }) => to)).toEqual([await addressOf(stays as Actor)]);
  await letPass(DAY - MINUTE);
  expect(sink.mails).toHaveLength(1);
});

test("nobody whose address is not confirmed is mailed, and the dashboard tells them all the same", async () => {
  await pool().query("UPDATE users SET email_confirmed_at = NULL WHERE id = $1", [owner.userId]);
  await newKey(owner, 2);
  time.now += DAY;
  expect(await look()).toMatchObject({ sent: 0 });
  const { rows } = await pool().query("SELECT channel FROM notice_deliveries");
  expect(rows).toEqual([{ channel: "dashboard" }]);
});

test("many workers at once send each mail once", async () => {
  const members = await Promise.all(Array.from({ length: 24 }, () => makeActor("admin", owner)));
  await newKey(owner, 2);
  time.now += DAY;
  await Promise.all(Array.from({ length: 6 }, () => look()));
  await Promise.all(Array.from({ length: 6 }, () => look()));
  expect(sink.mails).toHaveLength(members.length + 1);
  expect(apart().size).toBe(members.length + 1);
});

test("neither addresses nor what a mail says are logged, whatever goes wrong", async () => {
  await newKey(owner, 2, "Unspeakable label");
  time.now += DAY;
  sink.refused.add(await addressOf(owner));
  await look();
  sink.mood = "drop";
  await letPass(HOUR, 5 * MINUTE);
  expect(written.length).toBeGreaterThan(0);
  expect(written.join()).not.toContain("@");
  expect(written.join()).not.toContain("Unspeakable");
});
