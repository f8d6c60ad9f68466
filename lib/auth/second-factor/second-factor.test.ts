// The second factor from enrolment to its end. Over 250 lines since each step stands on the one before, with one clock and one secret.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { hashPassword } from "@/lib/auth/account/password";
import { readSession, startSession } from "@/lib/auth/sessions/session";
import { beginSignIn } from "@/lib/auth/sign-in/begin-sign-in";
import { confirmIdentity } from "@/lib/auth/sign-in/confirm-identity";
import { finishSignIn } from "@/lib/auth/sign-in/finish-sign-in";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { makeActor } from "@/lib/testing/fixtures";
import type { Person } from "../person";
import { beginEnrolment } from "./begin-enrolment";
import { confirmEnrolment } from "./confirm-enrolment";
import { openPendingSignIn } from "./pending-sign-in";
import { proveSecondFactor } from "./prove-second-factor";
import { regenerateRecoveryCodes } from "./regenerate-recovery-codes";
import { openTotp } from "./sealed-totp";
import { secondFactorState } from "./second-factor-state";
import { totpCode } from "./totp";
import { removeSecondFactor, turnOffSecondFactor } from "./turn-off-second-factor";

vi.hoisted(() => {
  process.env.LATCHKEY_KEK = `v1:${"k".repeat(43)}=`;
});

const from = { ip: null, userAgent: null, requestId: "req_test" };
const password = "correct horse battery staple";
let hash: string;
let now = 1_800_000_000_000;
let restore: () => void;
beforeEach(async () => {
  hash ??= await hashPassword(password);
  restore = setClock(() => now);
});
afterEach(() => restore());

type Enrolled = Person & { secret: string; codes: string[]; teams: string[] };

async function someone(): Promise<Person & { teams: string[] }> {
  const actors = [await makeActor("viewer")];
  const [{ userId, teamId }] = actors as [(typeof actors)[0]];
  const other = await makeActor();
  await prisma().membership.create({ data: { teamId: other.teamId, userId, role: "developer" } });
  await prisma().user.update({ where: { id: userId }, data: { passwordHash: hash } });
  const signedIn = await readSession(await startSession(userId, from));
  return { ...(signedIn as NonNullable<typeof signedIn>), ...from, teams: [teamId, other.teamId] };
}
async function enrolled(): Promise<Enrolled> {
  const person = await someone();
  const { secret } = await beginEnrolment(person, "Acme");
  const { codes } = await confirmEnrolment(person, { code: totpCode(secret, now) });
  now += 60_000;
  return { ...person, secret, codes };
}
const who = ({ userId, name }: Person) => ({ userId, name, from });
const events = (person: Person, action: string) =>
  prisma().auditEvent.findMany({ where: { targetId: person.userId, action }, orderBy: { teamId: "asc" } });
const pendingProof = async (person: Person): Promise<string> => {
  const begun = await signIn({ email: person.email, password }, from);
  if (begun?.step !== "second_factor") throw new Error("no second step");
  return begun.proof;
};

test("a factor that no code has confirmed asks nobody for a code, and can be begun again", async () => {
  const person = await someone();
  const first = await beginEnrolment(person, "Acme");
  const second = await beginEnrolment(person, "Acme");
  expect(second.secret).not.toBe(first.secret);
  expect(second.qr.path).toMatch(/^M4 4h1v1h-1z/);
  expect(await signIn({ email: person.email, password }, from)).toMatchObject({ step: "done" });
  await expect(confirmEnrolment(person, { code: totpCode(first.secret, now) })).rejects.toMatchObject({
    code: "invalid",
  });
  await confirmEnrolment(person, { code: totpCode(second.secret, now) });
  expect(await secondFactorState(person)).toEqual({
    on: true,
    since: new Date(now).toISOString(),
    recoveryCodesLeft: 10,
  });
  await expect(beginEnrolment(person, "Acme")).rejects.toMatchObject({ code: "conflict" });
});

test("of two confirmations at once one turns it on, and every team of the person reads of it once", async () => {
  const person = await someone();
  const { secret } = await beginEnrolment(person, "Acme");
  const tries = await Promise.allSettled(
    [1, 2, 3].map(() => confirmEnrolment(person, { code: totpCode(secret, now) })),
  );
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const written = await events(person, "account.second_factor_on");
  expect(written.map(({ teamId }) => teamId)).toEqual(person.teams.toSorted());
  expect(written[0]).toMatchObject({ actorId: person.userId, targetKind: "member", after: { recoveryCodes: 10 } });
});

test("neither secret nor recovery codes lie in the database in plain; another person's row cannot be opened", async () => {
  const [ada, eve] = [await enrolled(), await enrolled()];
  const { rows } = await pool().query(
    "SELECT (SELECT json_agg(f) FROM second_factors f)::text || (SELECT json_agg(r) FROM recovery_codes r)::text || (SELECT json_agg(a) FROM audit_events a)::text AS all_of_it",
  );
  const text = rows[0].all_of_it as string;
  for (const plain of [ada.secret, ...ada.codes])
    for (const form of [plain, plain.replaceAll("-", ""), Buffer.from(plain).toString("hex")])
      expect(text).not.toContain(form);
  const row = await prisma().secondFactor.findUniqueOrThrow({ where: { userId: ada.userId } });
  expect(openTotp(ada.userId, row)).toBe(ada.secret);
  expect(() => openTotp(eve.userId, row)).toThrow(/was altered/);
});

test("with the right password no session starts, only the question for the code; the code starts it", async () => {
  const person = await enrolled();
  const before = await prisma().session.count({ where: { userId: person.userId } });
  const proof = await pendingProof(person);
  expect(await prisma().session.count({ where: { userId: person.userId } })).toBe(before);
  expect(await finishSignIn({ proof, code: "000000" }, from)).toBeNull();
  const finished = await finishSignIn({ proof, code: totpCode(person.secret, now) }, from);
  expect(await readSession(finished?.sessionId ?? "")).toMatchObject({
    userId: person.userId,
    authenticatedAt: new Date(now),
  });
  expect(await signIn({ email: person.email, password: "not the right password" }, from)).toBeNull();
});

test("a sign-in at a provider asks for the code too, and the session remembers the provider", async () => {
  const person = await enrolled();
  await prisma().linkedAccount.create({
    data: { id: newId(), userId: person.userId, provider: "github", subject: "1", name: "octo" },
  });
  const begun = await beginSignIn({ userId: person.userId, method: "github" }, from);
  if (begun?.step !== "second_factor") throw new Error("no second step");
  const finished = await finishSignIn({ proof: begun.proof, code: totpCode(person.secret, now) }, from);
  expect(await prisma().session.findUnique({ where: { id: finished?.sessionId ?? "" } })).toMatchObject({
    method: "github",
  });
});

test("the proof of the first step holds for five minutes, for one person, and not after a new password or factor", async () => {
  const [person, other] = [await enrolled(), await enrolled()];
  const proof = await pendingProof(person);
  expect(await openPendingSignIn(proof)).toEqual({ userId: person.userId, method: "password" });
  now += 5 * 60_000 - 1;
  expect(await openPendingSignIn(proof)).not.toBeNull();
  now += 1;
  expect(await openPendingSignIn(proof)).toBeNull();

  const fresh = await pendingProof(person);
  const [payload = "", signature = ""] = fresh.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  const forge = (more: object) => Buffer.from(JSON.stringify({ ...claims, ...more })).toString("base64url");
  for (const bad of [
    "",
    ".",
    "garbage",
    payload,
    `${payload}.`,
    `${payload}.${"A".repeat(43)}`,
    `${forge({ userId: other.userId })}.${signature}`,
    `${forge({ expires: now + 86_400_000 })}.${signature}`,
    `${forge({ userId: "not a uuid" })}.${signature}`,
    `${fresh}.more`,
    "x".repeat(100_000),
  ])
    expect(await openPendingSignIn(bad), bad.slice(0, 60)).toBeNull();
  await expect(finishSignIn({ proof: "garbage", code: "1" }, from)).rejects.toMatchObject({ code: "unauthenticated" });

  await prisma().user.update({
    where: { id: person.userId },
    data: { passwordHash: await hashPassword(`${password}!`) },
  });
  expect(await openPendingSignIn(fresh)).toBeNull();
  const providers = await beginSignIn({ userId: other.userId, method: "google" }, from);
  await turnOffSecondFactor({ ...other, authenticatedAt: new Date(now) });
  expect(await openPendingSignIn(providers?.step === "second_factor" ? providers.proof : "")).toBeNull();
});

test("a code counts once, however many ask at the same time", async () => {
  const person = await enrolled();
  const code = totpCode(person.secret, now);
  const tries = await Promise.all(Array.from({ length: 8 }, () => proveSecondFactor(who(person), code)));
  expect(tries.filter(Boolean)).toHaveLength(1);
  expect(await proveSecondFactor(who(person), totpCode(person.secret, now - 30_000)), "an older one").toBe(false);
  expect(
    await proveSecondFactor(who(person), ` ${totpCode(person.secret, now + 30_000).replace(/^.../, "$& ")} `),
  ).toBe(true);
});

test("a recovery code counts once, however many ask, however it is typed; the trail counts what is left", async () => {
  const person = await enrolled();
  const [first = "", second = ""] = person.codes;
  const tries = await Promise.all(Array.from({ length: 8 }, () => proveSecondFactor(who(person), first)));
  expect(tries.filter(Boolean)).toHaveLength(1);
  expect(await proveSecondFactor(who(person), second.toUpperCase().replaceAll("-", " ").replaceAll("0", "O"))).toBe(
    true,
  );
  expect(await secondFactorState(person)).toMatchObject({ recoveryCodesLeft: 8 });
  const written = await events(person, "account.recovery_codes");
  expect(written).toHaveLength(2 * person.teams.length);
  expect(written[0]).toMatchObject({ before: { left: 10 }, after: { left: 9 } });
});

test("another person's code and recovery code count for nobody else", async () => {
  const [ada, eve] = [await enrolled(), await enrolled()];
  expect(await proveSecondFactor(who(eve), ada.codes[0] ?? "")).toBe(false);
  expect(await proveSecondFactor(who(eve), totpCode(ada.secret, now))).toBe(false);
  expect(await secondFactorState(ada)).toMatchObject({ recoveryCodesLeft: 10 });
});

test("ten wrong codes are the limit of a person, over all their pending sign-ins and sessions together", async () => {
  const person = await enrolled();
  const proofs = await Promise.all([1, 2, 3].map(() => pendingProof(person)));
  const tries = await Promise.allSettled(
    Array.from({ length: 15 }, (_, i) =>
      i % 5 === 4
        ? confirmIdentity(person, { password, code: "000000" })
        : finishSignIn({ proof: proofs[i % 3] ?? "", code: "000000" }, from),
    ),
  );
  const refused = tries.filter((one) => one.status === "rejected" && one.reason.code === "too_many_requests");
  expect(refused).toHaveLength(5);
  const right = { proof: proofs[0] ?? "", code: totpCode(person.secret, now) };
  await expect(finishSignIn(right, from)).rejects.toMatchObject({ code: "too_many_requests" });
  now += 15 * 60_000;
  const later = { proof: await pendingProof(person), code: totpCode(person.secret, now) };
  expect(await finishSignIn(later, from)).not.toBeNull();
});

test("who confirms that it is them gives password and code, and a wrong password spends no code", async () => {
  const person = await enrolled();
  now += 11 * 60_000;
  const code = totpCode(person.secret, now);
  await expect(confirmIdentity(person, { password: "not the right password", code })).rejects.toMatchObject({
    fieldErrors: { password: expect.any(String) },
  });
  await expect(confirmIdentity(person, { password })).rejects.toMatchObject({
    fieldErrors: { code: expect.any(String) },
  });
  await confirmIdentity(person, { password, code });
  expect(await readSession(person.sessionId)).toMatchObject({ authenticatedAt: new Date(now) });
});

test("new recovery codes end the old ones; turning it off ends all, and either asks for a fresh sign-in", async () => {
  const person = await enrolled();
  const stale = { ...person, authenticatedAt: new Date(now - 10 * 60_000) };
  for (const act of [regenerateRecoveryCodes, turnOffSecondFactor, (p: Person) => beginEnrolment(p, "Acme")])
    await expect(act(stale)).rejects.toMatchObject({ code: "fresh_sign_in_required" });
  await expect(confirmEnrolment(stale, { code: "000000" })).rejects.toMatchObject({ code: "fresh_sign_in_required" });

  const { codes } = await regenerateRecoveryCodes(person);
  expect(new Set([...codes, ...person.codes]).size).toBe(20);
  expect(await proveSecondFactor(who(person), person.codes[0] ?? "")).toBe(false);
  expect(await proveSecondFactor(who(person), codes[0] ?? "")).toBe(true);
  await turnOffSecondFactor(person);
  expect(await secondFactorState(person)).toEqual({ on: false });
  expect(await events(person, "account.second_factor_off")).toHaveLength(person.teams.length);
  expect(await proveSecondFactor(who(person), codes[1] ?? "")).toBe(false);
  expect(await signIn({ email: person.email, password }, from)).toMatchObject({ step: "done" });
  await expect(turnOffSecondFactor(person)).rejects.toMatchObject({ code: "conflict" });
});

test("the operator's removal is the system's in the trail, ends every session, and says when there is nothing to remove", async () => {
  const person = await enrolled();
  await removeSecondFactor({ email: person.email.toUpperCase() });
  expect(await readSession(person.sessionId)).toBeNull();
  const [written] = await events(person, "account.second_factor_off");
  expect(written).toMatchObject({ actorKind: "system", actorId: null, ip: null });
  await expect(removeSecondFactor({ email: person.email })).rejects.toMatchObject({ code: "conflict" });
  await expect(removeSecondFactor({ email: `${newId()}@example.com` })).rejects.toMatchObject({ code: "not_found" });
});

test("events of one person's teams are written in one order: many at once never wait for each other in a circle", async () => {
  const people = await Promise.all([someone(), someone()]);
  const [a, b] = people as [Awaited<ReturnType<typeof someone>>, Awaited<ReturnType<typeof someone>>];
  // Both people in all teams, joined in opposite orders.
  for (const teamId of b.teams)
    await prisma().membership.create({ data: { teamId, userId: a.userId, role: "viewer" } });
  for (const teamId of a.teams.toReversed())
    await prisma().membership.create({ data: { teamId, userId: b.userId, role: "viewer" } });
  await Promise.all(
    people.map(async (person) => {
      const { secret } = await beginEnrolment(person, "Acme");
      await confirmEnrolment(person, { code: totpCode(secret, now) });
    }),
  );
  await Promise.all(people.flatMap((person) => [1, 2, 3, 4].map(() => regenerateRecoveryCodes(person))));
  expect(await events(a, "account.recovery_codes")).toHaveLength(4 * 4);
});
