// Invitations: made, opened, accepted, withdrawn, raced. Over 250 lines since every way in is tried against the same few people.
import { beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { inTransaction, prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { newId, showId } from "@/lib/ids";
import { generateToken } from "@/lib/keys/token";
import { isMailConfigured, sendMail } from "@/lib/mail/send-mail";
import { makeActor } from "@/lib/testing/fixtures";
import { acceptInvitation } from "./accept-invitation";
import { changeRole } from "./change-role";
import { findInvitation } from "./find-invitation";
import { inviteMember } from "./invite-member";
import { joinTeam } from "./join-team";
import { listInvitations } from "./list-invitations";
import { readInvitation } from "./read-invitation";
import { acceptInvitationSchema, inviteMemberSchema } from "./schema";
import { signUpInvited } from "./sign-up-invited";
import { withdrawInvitation } from "./withdraw-invitation";

vi.mock("@/lib/mail/send-mail", () => ({ isMailConfigured: vi.fn(() => false), sendMail: vi.fn() }));
beforeEach(() => {
  vi.mocked(isMailConfigured).mockReturnValue(false);
  vi.mocked(sendMail).mockReset();
});

const from = { ip: null, userAgent: null, requestId: "req_test" };
const DAY_MS = 86_400_000;
const tokenOf = (link: string) => link.slice(link.lastIndexOf("/") + 1);
const rows = ({ teamId }: Actor) => prisma().invitation.findMany({ where: { teamId } });

/** Somebody signed in with this address, a member of no team. */
async function person(email: string) {
  const userId = newId();
  await prisma().user.create({ data: { id: userId, email, name: `Grace ${email}`, passwordHash: "nobody signs in" } });
  return {
    ...from,
    ...{ sessionId: "s", userId, name: `Grace ${email}`, email, isOperator: false, authenticatedAt: new Date() },
  };
}
const invite = async (owner: Actor, email: string, role: Actor["role"] = "developer") =>
  tokenOf((await inviteMember(owner, { email, role })).link);

test("an invitation is 256 bits in a link of the dashboard, and only its hash is stored", async () => {
  const owner = await makeActor();
  const { link, mail, invitation } = await inviteMember(owner, { email: "new@example.com", role: "viewer" });
  expect(link).toMatch(/^http:\/\/localhost:3000\/invitation\/lk_invitation_[0-9A-Za-z]{49}$/);
  expect([mail, invitation.role, invitation.expired]).toEqual(["off", "viewer", false]);
  expect(Date.parse(invitation.expiresAt) - Date.parse(invitation.createdAt)).toBe(7 * DAY_MS);
  for (const table of ["invitations", "audit_events"]) {
    const { rows } = await pool().query(`SELECT * FROM ${table} t WHERE strpos(t::text, $1) > 0`, [
      tokenOf(link).slice(14, 40),
    ]);
    expect(rows, table).toEqual([]);
  }
  expect(JSON.stringify(await listInvitations(owner))).not.toContain(tokenOf(link));
});

test("who is invited joins with the role they were invited for, once; the trail says by whom", async () => {
  const owner = await makeActor();
  const token = await invite(owner, "grace.1@example.com", "admin");
  const grace = await person("grace.1@example.com");
  const { slug } = await prisma().team.findUniqueOrThrow({ where: { id: owner.teamId } });
  expect(await acceptInvitation(grace, { token })).toEqual({ teamSlug: slug });
  expect(await prisma().membership.findFirst({ where: { userId: grace.userId } })).toMatchObject({
    ...{ teamId: owner.teamId, role: "admin" },
  });
  await expect(acceptInvitation(grace, { token })).rejects.toMatchObject({ code: "not_found" });
  const joined = await prisma().auditEvent.findFirst({ where: { teamId: owner.teamId, action: "member.join" } });
  expect(joined).toMatchObject({ actorId: grace.userId, after: { role: "admin", invitedBy: owner.name } });
  // The inviter has seen the link too: it proves nothing about the address.
  expect((await prisma().user.findUnique({ where: { id: grace.userId } }))?.emailConfirmedAt).toBeNull();
});

test("of many who accept at once with the same address one joins, and joins once", async () => {
  const owner = await makeActor();
  const token = await invite(owner, "many@example.com");
  const grace = await person("many@example.com");
  const settled = await Promise.allSettled(Array.from({ length: 12 }, () => acceptInvitation(grace, { token })));
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(settled.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []))).toEqual(
    Array(11).fill("not_found"),
  );
  expect(await prisma().auditEvent.count({ where: { teamId: owner.teamId, action: "member.join" } })).toBe(1);
});

test("of many who have all read an open invitation before any accepts it, one joins", async () => {
  const owner = await makeActor();
  const token = await invite(owner, "read.before@example.com");
  const invitation = await findInvitation(token, from);
  if (invitation === null) throw new Error("There is no invitation.");
  const people = await Promise.all(Array.from({ length: 8 }, (_, i) => person(`reader.${i}@example.com`)));
  const settled = await Promise.allSettled(
    people.map((reader) => inTransaction((tx) => joinTeam(tx, invitation, { ...reader, id: reader.userId }))),
  );
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await prisma().membership.count({ where: { teamId: owner.teamId } })).toBe(2);
});

test("of signing up and withdrawing at once one wins: either a member, or no account at all", async () => {
  const owner = await makeActor();
  for (let round = 0; round < 4; round++) {
    const email = `race.${round}@example.com`;
    const { link, invitation } = await inviteMember(owner, { email, role: "viewer" });
    const input = { token: tokenOf(link), name: "Race", password: "correct horse battery staple" };
    const [signedUp, withdrawn] = await Promise.allSettled([
      signUpInvited(from, input),
      // Sign-up hashes the password first; the withdrawal comes just then or after.
      round % 2 === 0
        ? withdrawInvitation(owner, { invitationId: invitation.id })
        : new Promise((resolve) => setImmediate(resolve)).then(() =>
            withdrawInvitation(owner, { invitationId: invitation.id }),
          ),
    ]);
    expect([signedUp.status, withdrawn.status].sort()).toEqual(["fulfilled", "rejected"]);
    const user = await prisma().user.findUnique({ where: { email }, include: { memberships: true } });
    expect(user?.memberships.length ?? 0).toBe(signedUp.status === "fulfilled" ? 1 : 0);
    expect(user === null).toBe(signedUp.status === "rejected");
  }
});

test("any other address is told for whom it is, masked, and nothing else", async () => {
  const owner = await makeActor();
  const token = await invite(owner, "ada.lovelace@example.com", "owner");
  const other = await person("mallory@example.com");
  await expect(acceptInvitation(other, { token })).rejects.toMatchObject({
    ...{ code: "forbidden", message: expect.stringContaining("a***@example.com") },
  });
  expect(await readInvitation(token, from, other)).toEqual({ state: "other", address: "a***@example.com" });
  expect(await prisma().membership.count({ where: { userId: other.userId } })).toBe(0);
  expect((await rows(owner))[0]?.acceptedAt).toBeNull();
});

test("case of an address does not matter when inviting", async () => {
  const owner = await makeActor();
  const token = await invite(owner, inviteMemberSchema.parse({ email: " Case@Example.COM ", role: "viewer" }).email);
  expect(await readInvitation(token, from, await person("case@example.com"))).toMatchObject({ next: "accept" });
});

test("unknown, malformed, expired, withdrawn and used ones all get the same answer", async () => {
  const owner = await makeActor();
  const grace = await person("late@example.com");
  const answers: unknown[] = [];
  const ask = async (token: string) => {
    const error = await acceptInvitation(grace, { token }).catch((thrown: Error) => thrown);
    answers.push([String(error), await readInvitation(token, from, grace), await readInvitation(token, from, null)]);
  };
  const expiring = await invite(owner, "late@example.com");
  const restore = setClock(() => Date.now() + 7 * DAY_MS);
  await ask(expiring);
  restore();
  expect(await readInvitation(expiring, from, grace)).toMatchObject({ state: "open" });
  const replaced = expiring;
  const { link, invitation } = await inviteMember(owner, { email: "late@example.com", role: "viewer" });
  await ask(replaced);
  await withdrawInvitation(owner, { invitationId: invitation.id });
  await ask(tokenOf(link));
  for (const token of [generateToken("invitation").plaintext, generateToken("access").plaintext, "x", "", "\0"])
    await ask(token);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toEqual([expect.stringContaining("not open"), { state: "over" }, { state: "over" }]);
  expect(acceptInvitationSchema.safeParse({ token: "x".repeat(129) }).success).toBe(false);
});

test("there is one open invitation for a team and address: inviting again replaces it, also ten times at once", async () => {
  const owner = await makeActor();
  const links = await Promise.all(
    Array.from({ length: 10 }, () => inviteMember(owner, { email: "again@example.com", role: "viewer" })),
  );
  const states = await Promise.all(links.map(({ link }) => readInvitation(tokenOf(link), from, null)));
  expect(states.filter(({ state }) => state === "open")).toHaveLength(1);
  expect(await listInvitations(owner)).toHaveLength(1);
  // Another team's is its own.
  await inviteMember(await makeActor(), { email: "again@example.com", role: "viewer" });
  expect(await listInvitations(owner)).toHaveLength(1);
});

test("a member is not invited again, and whoever is one already is not raised by an old link", async () => {
  const owner = await makeActor();
  const token = await invite(owner, "twice@example.com", "owner");
  const grace = await person("twice@example.com");
  await prisma().membership.create({ data: { teamId: owner.teamId, userId: grace.userId, role: "viewer" } });
  await expect(inviteMember(owner, { email: "twice@example.com", role: "admin" })).rejects.toMatchObject({
    ...{ code: "conflict", fieldErrors: { email: expect.any(String) } },
  });
  await expect(acceptInvitation(grace, { token })).rejects.toMatchObject({ code: "conflict" });
  expect(await prisma().membership.findFirst({ where: { userId: grace.userId } })).toMatchObject({ role: "viewer" });
});

test("only owners invite, see and withdraw; a foreign invitation answers exactly as an unknown one", async () => {
  const owner = await makeActor();
  const { invitation } = await inviteMember(owner, { email: "kept@example.com", role: "viewer" });
  for (const role of ["admin", "developer", "viewer"] as const) {
    const actor = await makeActor(role, owner);
    for (const act of [
      () => inviteMember(actor, { email: "kept@example.com", role: "viewer" }),
      () => listInvitations(actor),
      () => withdrawInvitation(actor, { invitationId: invitation.id }),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: "forbidden" });
    }
  }
  const stranger = await makeActor();
  const answers = await Promise.all(
    [invitation.id, showId("invitation", newId()), "invitation_", "'; --"].map((invitationId) =>
      withdrawInvitation(stranger, { invitationId }).catch((error: Error) => error),
    ),
  );
  expect(new Set(answers.map(String)).size).toBe(1);
  expect(answers[0]).toMatchObject({ code: "not_found" });
  expect(await listInvitations(owner)).toHaveLength(1);
});

test("an owner who loses the right to invite loses the invitations made by it", async () => {
  const owner = await makeActor();
  const second = await makeActor("owner", owner);
  const token = await invite(second, "back.door@example.com", "owner");
  await changeRole(owner, { userId: showId("user", second.userId), role: "admin" });
  expect(await readInvitation(token, from, null)).toEqual({ state: "over" });
});

test("somebody without an account opens one by the invitation: its address, its team, no team of their own", async () => {
  const owner = await makeActor();
  const token = await invite(owner, "fresh@example.com");
  expect(await readInvitation(token, from, null)).toMatchObject({ state: "open", next: "sign-up" });
  const input = { token, name: "Fresh", password: "correct horse battery staple" };
  await expect(signUpInvited(from, { ...input, password: "short" })).rejects.toMatchObject({ code: "invalid" });
  expect((await rows(owner))[0]?.acceptedAt).toBeNull();
  const { email, teamSlug } = await signUpInvited(from, input);
  const signedIn = await signIn({ email, password: input.password }, from);
  const memberships = await prisma().membership.findMany({
    where: { userId: signedIn?.userId },
    include: { team: true },
  });
  expect(memberships.map(({ role, team }) => [role, team.slug])).toEqual([["developer", teamSlug]]);
  await expect(signUpInvited(from, input)).rejects.toMatchObject({ code: "not_found" });
});

test("an invited address that has an account signs in; it cannot be signed up again", async () => {
  const owner = await makeActor();
  await person("has.one@example.com");
  const token = await invite(owner, "has.one@example.com");
  expect(await readInvitation(token, from, null)).toMatchObject({ next: "sign-in" });
  const input = { token, name: "Again", password: "correct horse battery staple" };
  await expect(signUpInvited(from, input)).rejects.toMatchObject({ code: "conflict" });
  expect((await rows(owner))[0]?.acceptedAt).toBeNull();
});

test("with mail the link goes to the address after the invitation stands; a mail server that fails takes nothing back", async () => {
  vi.mocked(isMailConfigured).mockReturnValue(true);
  const owner = await makeActor();
  let stood = 0;
  vi.mocked(sendMail).mockImplementation(async () => {
    // Another connection sees it: it is committed.
    stood = (await pool().query("SELECT 1 FROM invitations WHERE email = 'mailed@example.com'")).rowCount ?? 0;
  });
  const { link, mail } = await inviteMember(owner, { email: "mailed@example.com", role: "admin" });
  expect([mail, stood]).toEqual(["sent", 1]);
  const sent = vi.mocked(sendMail).mock.calls[0]?.[0];
  expect(sent).toMatchObject({ to: "mailed@example.com", text: expect.stringContaining(link) });
  expect(sent?.text).toContain("as an admin");
  vi.mocked(sendMail).mockRejectedValue(new DomainError("unavailable", "no"));
  const unsent = await inviteMember(owner, { email: "unsent@example.com", role: "viewer" });
  expect(unsent.mail).toBe("failed");
  expect(await readInvitation(tokenOf(unsent.link), from, null)).toMatchObject({ state: "open" });
});

test("guessing costs: lookups of tokens are counted by address, garbage asks nobody", async () => {
  const ip = { ip: "203.0.113.99" };
  for (let i = 0; i < 300; i++) expect(await readInvitation(`lk_invitation_${i}`, ip, null)).toEqual({ state: "over" });
  for (let i = 0; i < 100; i++) await readInvitation(generateToken("invitation").plaintext, ip, null);
  await expect(readInvitation(generateToken("invitation").plaintext, ip, null)).rejects.toMatchObject({
    code: "too_many_requests",
  });
});
