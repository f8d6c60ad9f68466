import { afterEach, beforeEach, expect, test } from "vitest";
import { changePassword } from "@/lib/auth/account/change-password";
import { hashPassword, verifyPassword } from "@/lib/auth/account/password";
import { resetPassword } from "@/lib/auth/account/reset-password";
import type { Actor } from "@/lib/auth/actor";
import type { Person } from "@/lib/auth/person";
import { beginSignIn } from "@/lib/auth/sign-in/begin-sign-in";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { setClock } from "@/lib/clock";
import { inTransaction, prisma } from "@/lib/db/prisma";
import { newId, showId } from "@/lib/ids";
import { makeActor } from "@/lib/testing/fixtures";
import { waitsForALock } from "@/lib/testing/waits-for-a-lock";
import { deviceOf, listSessions } from "./list-sessions";
import { revokeSession } from "./revoke-session";
import { endOtherSessions, endSession, readSession, startSession } from "./session";

const from = { ip: "8.8.8.8", userAgent: null, requestId: "req_test" };
const password = "correct horse battery staple";
const DAY = 86_400_000;
const START = 1_800_000_000_000;
let now = START;
let hash: string;
let restore: () => void;
beforeEach(async () => {
  now = START;
  restore = setClock(() => now);
  hash ??= await hashPassword(password);
});
afterEach(() => restore());

type InTeam = { person: Person; actor: Actor };
async function someone(): Promise<InTeam> {
  const made = await makeActor();
  await prisma().user.update({ where: { id: made.userId }, data: { passwordHash: hash } });
  const sessionId = await startSession(made.userId, from);
  const signedIn = await readSession(sessionId);
  if (signedIn === null) throw new Error("no session");
  return { person: { ...signedIn, ...from }, actor: { ...made, sessionId } };
}

test("unused, a session counts until 7 days after it was last seen, to the millisecond", async () => {
  const { person } = await someone();
  now = START + 7 * DAY;
  expect(await readSession(person.sessionId)).toBeNull();
  now = START + 7 * DAY - 1;
  expect(await readSession(person.sessionId)).not.toBeNull();
  // Seen then, it counts from then on.
  now += 7 * DAY - 1;
  expect(await readSession(person.sessionId)).not.toBeNull();
  now += 7 * DAY;
  expect(await readSession(person.sessionId)).toBeNull();
});

test("however busy, it ends after 30 days to the millisecond: being seen never moves that end", async () => {
  const { person } = await someone();
  const { expiresAt } = await prisma().session.findUniqueOrThrow({ where: { id: person.sessionId } });
  for (let day = 1; day < 30; day++) {
    now = START + day * DAY;
    expect(await readSession(person.sessionId), `day ${day}`).not.toBeNull();
  }
  now = START + 30 * DAY - 1;
  expect(await readSession(person.sessionId)).not.toBeNull();
  now = START + 30 * DAY;
  expect(await readSession(person.sessionId)).toBeNull();
  const row = await prisma().session.findUniqueOrThrow({ where: { id: person.sessionId } });
  expect(row.expiresAt).toEqual(expiresAt);
  expect(row.authenticatedAt).toEqual(new Date(START));
});

test("a cookie that names no session, or nothing that can be one, is nobody", async () => {
  for (const id of [newId(), "", "1", "not a uuid", "a\0b", "'; --", "x".repeat(10_000), 7 as unknown as string])
    expect(await readSession(id)).toBeNull();
});

test("the list tells device, place and method of what still counts, the own session first", async () => {
  const { person } = await someone();
  const { userId } = person;
  const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
  now += 60_000;
  const elsewhere = await startSession(userId, { ip: "193.0.6.139", userAgent: firefox }, "github");
  await endSession(await startSession(userId, from));
  const listed = await listSessions(person);
  expect(listed).toMatchObject([
    {
      id: showId("session", person.sessionId),
      current: true,
      country: "United States",
      device: "Unknown device",
      provider: null,
    },
    {
      id: showId("session", elsewhere),
      current: false,
      country: "Netherlands",
      device: "Firefox on Linux",
      provider: "GitHub",
    },
  ]);
  now += 7 * DAY - 60_000;
  expect(await listSessions(person)).toHaveLength(1);
});

test.each([
  [null, "Unknown device", "other"],
  ["", "Unknown device", "other"],
  ["curl/8.5.0", "Unknown device", "other"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
    "Chrome on Windows",
    "computer",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "Safari on iOS",
    "phone",
  ],
])("the user agent %s is %s", (userAgent, device, kind) => {
  expect(deviceOf(userAgent)).toEqual({ device, kind });
});

test("another person's session cannot be ended, and answers as an unknown one does", async () => {
  const [ada, eve] = [await someone(), await someone()];
  const tries = [
    showId("session", ada.person.sessionId),
    showId("session", newId()),
    "session_x",
    "",
    showId("key", newId()),
  ];
  const answers = await Promise.all(
    tries.map((sessionId) => revokeSession(eve.person, { sessionId }).catch((error) => [error.code, error.message])),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toEqual(["not_found", expect.any(String)]);
  expect(await readSession(ada.person.sessionId)).not.toBeNull();
  await revokeSession(ada.person, { sessionId: tries[0] ?? "" });
  expect(await readSession(ada.person.sessionId)).toBeNull();
});

test("ending all others leaves this one and everybody else's", async () => {
  const [ada, eve] = [await someone(), await someone()];
  const others = await Promise.all([1, 2, 3].map(() => startSession(ada.person.userId, from)));
  expect(await endOtherSessions(ada.person)).toBe(3);
  for (const id of others) expect(await readSession(id)).toBeNull();
  expect(await readSession(ada.person.sessionId)).not.toBeNull();
  expect(await readSession(eve.person.sessionId)).not.toBeNull();
});

test("a new password ends every other session, is written to the trail, and the old one signs nobody in", async () => {
  const { person } = await someone();
  const other = await startSession(person.userId, from);
  const next = "an entirely different sentence";
  for (const [input, field] of [
    [{ current: "wrong wrong wrong wrong", password: next }, "current"],
    [{ password: next }, "current"],
    [{ current: password, password: "short" }, "password"],
    [{ current: password, password }, "password"],
  ] as const)
    await expect(changePassword(person, input)).rejects.toMatchObject({ fieldErrors: { [field]: expect.any(String) } });
  expect(await readSession(other)).not.toBeNull();

  expect(await changePassword(person, { current: password, password: next })).toEqual({ ended: 1 });
  expect(await readSession(other)).toBeNull();
  expect(await readSession(person.sessionId)).not.toBeNull();
  expect(await signIn({ email: person.email, password }, from)).toBeNull();
  expect(await signIn({ email: person.email, password: next }, from)).toMatchObject({ step: "done" });
  const events = await prisma().auditEvent.findMany({ where: { targetId: person.userId, action: "account.password" } });
  expect(events).toMatchObject([{ actorId: person.userId, after: { sessionsEnded: 1 } }]);
  expect(JSON.stringify(events.map(({ before, after }) => [before, after]))).not.toContain("argon2");

  await resetPassword({ email: person.email, password });
  expect(await readSession(person.sessionId)).toBeNull();
});

test("who has no password sets one behind a fresh sign-in", async () => {
  const { person } = await someone();
  await prisma().user.update({ where: { id: person.userId }, data: { passwordHash: null } });
  const stale = { ...person, authenticatedAt: new Date(now - 10 * 60_000) };
  await expect(changePassword(stale, { password })).rejects.toMatchObject({ code: "fresh_sign_in_required" });
  await changePassword(person, { password });
  const user = await prisma().user.findUniqueOrThrow({ where: { id: person.userId } });
  expect(await verifyPassword(user.passwordHash, password)).toBe(true);
});

test("a sign-in with the old password that ends after the change starts no session", async () => {
  const { person } = await someone();
  const { userId } = person;
  await changePassword(person, { current: password, password: "an entirely different sentence" });
  expect(await beginSignIn({ userId, method: "password", passwordHash: hash }, from)).toBeNull();

  // At the same time: held by the account's row, whichever comes first.
  await prisma().user.update({ where: { id: userId }, data: { passwordHash: hash } });
  let signedIn: ReturnType<typeof beginSignIn> = Promise.resolve(null);
  await inTransaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash: "changed" } });
    signedIn = beginSignIn({ userId, method: "password", passwordHash: hash }, from);
    await waitsForALock("FROM users");
    await endOtherSessions(person, tx);
  });
  expect(await signedIn).toBeNull();
});
