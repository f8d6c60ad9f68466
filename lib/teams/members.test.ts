// Who is in a team, and who may change that. Over 250 lines since roles, removal, leaving and transfer keep one promise together:
// a team keeps an owner.
import { expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { authenticateAccessToken } from "@/lib/auth/authenticate-access-token";
import { findActor } from "@/lib/auth/find-actor";
import { FRESH_MS } from "@/lib/auth/fresh-sign-in";
import { ROLES } from "@/lib/auth/role";
import { endSession, startSession } from "@/lib/auth/sessions/session";
import { setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { newId, readId, showId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { changeRole } from "./change-role";
import { createAccessToken } from "./create-access-token";
import { createFurtherTeam } from "./create-further-team";
import { inviteMember } from "./invite-member";
import { leaveTeam } from "./leave-team";
import { listInvitations } from "./list-invitations";
import { listMembers } from "./list-members";
import { listTeams } from "./list-teams";
import { removeMember } from "./remove-member";
import { renameTeam } from "./rename-team";
import { transferOwnership } from "./transfer-ownership";

const from = { ip: null, userAgent: null, requestId: "req_test" };
const shown = (actor: Actor) => showId("user", actor.userId);
const stale = (actor: Actor): Actor => ({ ...actor, authenticatedAt: new Date(Date.now() - FRESH_MS) });
const rolesOf = async ({ teamId }: Actor) =>
  Object.fromEntries(
    (await prisma().membership.findMany({ where: { teamId } })).map(({ userId, role }) => [userId, role]),
  );
const events = async ({ teamId }: Actor) =>
  (await prisma().auditEvent.findMany({ where: { teamId }, orderBy: { id: "asc" } })).map(({ action }) => action);
const codes = (settled: PromiseSettledResult<unknown>[]) =>
  settled.map((one) => (one.status === "fulfilled" ? "done" : one.reason.code)).sort();
/** Somebody on their own next request, as every action and page asks for them. */
const onNextRequest = async ({ userId, name, teamId }: Actor) => {
  const { slug } = await prisma().team.findUniqueOrThrow({ where: { id: teamId } });
  const person = { sessionId: "s", userId, name, email: "x@example.com", isOperator: false };
  return (await findActor({ ...person, authenticatedAt: new Date() }, slug, from))?.actor ?? null;
};

async function team() {
  const owner = await makeActor();
  const [admin, developer, viewer] = await Promise.all(
    (["admin", "developer", "viewer"] as const).map((role) => makeActor(role, owner)),
  );
  return { owner, admin, developer, viewer } as Record<(typeof ROLES)[number], Actor>;
}

test("only owners change roles, remove, transfer and rename; nobody else can, least of all to raise themselves", async () => {
  const { owner, ...others } = await team();
  const before = await rolesOf(owner);
  for (const actor of Object.values(others)) {
    for (const act of [
      () => changeRole(actor, { userId: shown(actor), role: "owner" }),
      () => changeRole(actor, { userId: shown(owner), role: "viewer" }),
      () => removeMember(actor, { userId: shown(owner) }),
      () => transferOwnership(actor, { userId: shown(actor) }),
      () => renameTeam(actor, { name: "Mine" }),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: "forbidden" });
    }
  }
  expect(await rolesOf(owner)).toEqual(before);
  expect(await events(owner)).toEqual([]);
});

test("a person of another team answers exactly as an unknown one, and their own team stays as it is", async () => {
  const [owner, foreign] = [await makeActor(), await makeActor("developer")];
  for (const act of [
    (userId: string) => changeRole(owner, { userId, role: "viewer" }),
    (userId: string) => removeMember(owner, { userId }),
    (userId: string) => transferOwnership(owner, { userId }),
  ]) {
    const answers = await Promise.all(
      [shown(foreign), showId("user", newId()), "user_", "'; --", showId("key", foreign.userId)].map((id) =>
        act(id).catch((error: Error) => error),
      ),
    );
    expect(new Set(answers.map(String)).size).toBe(1);
    expect(answers[0]).toMatchObject({ code: "not_found" });
  }
  expect(await rolesOf(foreign)).toEqual({ [foreign.userId]: "developer" });
});

test("a changed role holds on the next request, and bounds the access tokens that are there", async () => {
  const { owner, admin } = await team();
  const { token } = await createAccessToken(admin, { name: "CI", role: "admin", expiresAt: null });
  await changeRole(owner, { userId: shown(admin), role: "viewer" });
  expect((await onNextRequest(admin))?.role).toBe("viewer");
  expect((await authenticateAccessToken(token, from))?.role).toBe("viewer");
  await changeRole(owner, { userId: shown(admin), role: "owner" });
  expect((await authenticateAccessToken(token, from))?.role).toBe("admin");
  expect(await events(owner)).toEqual(["access_token.create", "member.change_role", "member.change_role"]);
});

test("whatever gives or takes ownership wants a fresh sign-in, and an access token can never do it", async () => {
  const { owner, developer } = await team();
  const other = await makeActor("owner", owner);
  const late = stale(owner);
  const { token } = await createAccessToken(owner, { name: "CI", role: "owner", expiresAt: null });
  for (const actor of [late, (await authenticateAccessToken(token, from)) as Actor]) {
    for (const act of [
      () => changeRole(actor, { userId: shown(developer), role: "owner" }),
      () => changeRole(actor, { userId: shown(other), role: "viewer" }),
      () => removeMember(actor, { userId: shown(other) }),
      () => transferOwnership(actor, { userId: shown(developer) }),
      () => inviteMember(actor, { email: "new@example.com", role: "owner" }),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: "fresh_sign_in_required" });
    }
  }
  await changeRole(late, { userId: shown(developer), role: "admin" });
  await changeRole(owner, { userId: shown(other), role: "viewer" });
  expect(await rolesOf(owner)).toMatchObject({ [developer.userId]: "admin", [other.userId]: "viewer" });
});

test("the last owner neither leaves nor steps down, and is told what to do", async () => {
  const { owner } = await team();
  for (const act of [() => leaveTeam(owner), () => changeRole(owner, { userId: shown(owner), role: "admin" })]) {
    await expect(act()).rejects.toMatchObject({
      code: "conflict",
      message: `${owner.name} is the only owner of this team, and a team keeps an owner. Make another member an owner first.`,
    });
  }
  const alone = await makeActor();
  await expect(leaveTeam(alone)).rejects.toMatchObject({ code: "conflict" });
});

test("of two owners who leave or demote each other at once, one stays an owner; every time", async () => {
  for (let round = 0; round < 8; round++) {
    const one = await makeActor();
    const two = await makeActor("owner", one);
    const acts = [
      [() => leaveTeam(one), () => leaveTeam(two)],
      [
        () => changeRole(one, { userId: shown(two), role: "viewer" }),
        () => changeRole(two, { userId: shown(one), role: "viewer" }),
      ],
      [() => removeMember(one, { userId: shown(two) }), () => removeMember(two, { userId: shown(one) })],
      [() => leaveTeam(one), () => changeRole(two, { userId: shown(two), role: "viewer" })],
    ][round % 4];
    const settled = codes(await Promise.allSettled(acts?.map((act) => act()) ?? []));
    expect(settled).toEqual(
      [
        ["conflict", "done"],
        ["done", "forbidden"],
        ["done", "forbidden"],
        ["conflict", "done"],
      ][round % 4],
    );
    expect(Object.values(await rolesOf(one)).filter((role) => role === "owner")).toHaveLength(1);
  }
});

test("the database itself keeps an owner, whoever asks it: two raw deletions at once leave one", async () => {
  const one = await makeActor();
  const two = await makeActor("owner", one);
  await makeActor("developer", one);
  const clients = await Promise.all([pool().connect(), pool().connect()]);
  try {
    await Promise.all(clients.map((client) => client.query("BEGIN")));
    const settled = await Promise.allSettled(
      clients.map(async (client, i) => {
        const userId = [one, two][i]?.userId;
        await client.query("DELETE FROM memberships WHERE team_id = $1 AND user_id = $2", [one.teamId, userId]);
        await client.query("COMMIT");
      }),
    );
    expect(codes(settled)).toEqual(["23001", "done"]);
  } finally {
    await Promise.all(clients.map((client) => client.query("ROLLBACK")));
    for (const client of clients) client.release();
  }
  const raw = "UPDATE memberships SET role = 'viewer' WHERE team_id = $1 AND role = 'owner'";
  await expect(pool().query(raw, [one.teamId])).rejects.toMatchObject({ code: "23001" });
  expect(Object.values(await rolesOf(one)).sort()).toEqual(["developer", "owner"]);
});

test("an owner who was demoted while their request ran does nothing more with it", async () => {
  const one = await makeActor();
  const two = await makeActor("owner", one);
  await changeRole(two, { userId: shown(one), role: "developer" });
  // `one` is the actor as it was when the request began.
  await expect(renameTeam(one, { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(inviteMember(one, { email: "friend@example.com", role: "owner" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(createAccessToken(one, { name: "late", role: "owner", expiresAt: null })).rejects.toMatchObject({
    code: "forbidden",
  });
  await removeMember(two, { userId: shown(one) });
  await expect(renameTeam(one, { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(createAccessToken(one, { name: "late", role: "viewer", expiresAt: null })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("whoever was signed out while their request ran makes neither a token nor an invitation", async () => {
  const owner = await makeActor();
  const sessionId = await startSession(owner.userId, from);
  await endSession(sessionId);
  const late = { ...owner, sessionId };
  for (const act of [
    () => createAccessToken(late, { name: "late", role: "viewer", expiresAt: null }),
    () => inviteMember(late, { email: "late@example.com", role: "viewer" }),
    () => renameTeam(late, { name: "Late" }),
  ]) {
    await expect(act()).rejects.toMatchObject({ code: "unauthenticated" });
  }
  expect(await events(owner)).toEqual([]);
});

test("removing a member ends their next request, their tokens and their invitations of this team; their keys stay", async () => {
  const { owner } = await team();
  const leaver = await makeActor("owner", owner);
  const elsewhere = { ...leaver, teamId: (await makeActor()).teamId, role: "developer" as const };
  await prisma().membership.create({ data: { teamId: elsewhere.teamId, userId: leaver.userId, role: "developer" } });
  await createKey(leaver, keyInput());
  const here = await createAccessToken(leaver, { name: "here", role: "admin", expiresAt: null });
  const expired = await createAccessToken(leaver, {
    name: "old",
    role: "viewer",
    expiresAt: new Date(Date.now() + 60_000),
  });
  await prisma().accessToken.update({
    where: { id: readId("token", expired.id) ?? "" },
    data: { expiresAt: new Date() },
  });
  const there = await createAccessToken(elsewhere, { name: "there", role: "viewer", expiresAt: null });
  await inviteMember(leaver, { email: "back.door@example.com", role: "owner" });
  const listed = (await listMembers(owner)).find(({ id }) => id === shown(leaver));
  expect(listed?.leaves).toEqual({ tokens: 1, keys: 1, invitations: 1 });

  await removeMember(owner, { userId: shown(leaver) });
  expect(await onNextRequest(leaver)).toBeNull();
  expect(await authenticateAccessToken(here.token, from)).toBeNull();
  expect(await listInvitations(owner)).toEqual([]);
  expect((await authenticateAccessToken(there.token, from))?.teamId).toBe(elsewhere.teamId);
  expect(await prisma().key.count({ where: { teamId: owner.teamId, revokedAt: null } })).toBe(1);
  expect((await events(owner)).slice(-4)).toEqual([
    ...["access_token.revoke", "access_token.revoke", "invitation.withdraw", "member.remove"],
  ]);
  // Coming back brings no old token back.
  await prisma().membership.create({ data: { teamId: owner.teamId, userId: leaver.userId, role: "owner" } });
  expect(await authenticateAccessToken(here.token, from)).toBeNull();
});

test("a token made while its creator is being removed never outlives the removal", async () => {
  const owner = await makeActor();
  for (let round = 0; round < 6; round++) {
    const leaver = await makeActor("developer", owner);
    const make = () => createAccessToken(leaver, { name: "quick", role: "viewer", expiresAt: null }).catch(() => null);
    await Promise.all([make(), removeMember(owner, { userId: shown(leaver) }), make()]);
    expect(await prisma().accessToken.count({ where: { userId: leaver.userId, revokedAt: null } })).toBe(0);
  }
});

test("ownership moves in one step: the receiver owns, the giver is an admin and their invitations end", async () => {
  const { owner, developer } = await team();
  await inviteMember(owner, { email: "pending@example.com", role: "viewer" });
  await transferOwnership(owner, { userId: shown(developer) });
  expect(await rolesOf(owner)).toMatchObject({ [owner.userId]: "admin", [developer.userId]: "owner" });
  expect((await events(owner)).slice(-2)).toEqual(["invitation.withdraw", "team.transfer"]);
  await expect(transferOwnership(owner, { userId: shown(developer) })).rejects.toMatchObject({ code: "forbidden" });
  const second = await makeActor("owner", owner);
  await expect(transferOwnership(second, { userId: shown(developer) })).rejects.toMatchObject({ code: "conflict" });
});

test("ownership handed to several at once goes to one of them", async () => {
  const { owner, admin, developer, viewer } = await team();
  const settled = await Promise.allSettled(
    [admin, developer, viewer].map((to) => transferOwnership(owner, { userId: shown(to) })),
  );
  expect(codes(settled)).toEqual(["done", "forbidden", "forbidden"]);
  expect(Object.values(await rolesOf(owner)).filter((role) => role === "owner")).toHaveLength(1);
});

test("members are listed for every role, with their newest session; what their going ends only to who may remove them", async () => {
  const { owner, developer, viewer } = await team();
  await startSession(developer.userId, from);
  const restore = setClock(() => Date.now() + 3_600_000);
  await startSession(developer.userId, from);
  restore();
  const members = await listMembers(viewer);
  expect(members.map(({ role }) => role)).toEqual([...ROLES]);
  const seen = members.find(({ id }) => id === shown(developer))?.lastSeenAt;
  expect(Date.parse(seen ?? "")).toBeGreaterThan(Date.now() + 3_000_000);
  expect(members.filter(({ leaves }) => leaves !== null).map(({ id }) => id)).toEqual([shown(viewer)]);
  expect((await listMembers(owner)).every(({ leaves }) => leaves !== null)).toBe(true);
});

test("anybody signed in founds further teams and owns them; equal names made at once get addresses of their own", async () => {
  const viewer = await makeActor("viewer");
  const person = { ...viewer, sessionId: "s", email: "x@example.com", isOperator: false, authenticatedAt: new Date() };
  const made = await Promise.all(Array.from({ length: 6 }, () => createFurtherTeam(person, { name: "Second Team" })));
  expect(new Set(made.map(({ teamSlug }) => teamSlug)).size).toBe(6);
  const teams = await listTeams(viewer.userId);
  expect(teams.map(({ role }) => role)).toEqual(["viewer", ...Array(6).fill("owner")]);
});

test("a team is renamed and keeps its address; the trail says from what to what", async () => {
  const owner = await makeActor();
  const { slug, name } = await prisma().team.findUniqueOrThrow({ where: { id: owner.teamId } });
  await renameTeam(owner, { name: "Zahlungen 💳" });
  await renameTeam(owner, { name: "Zahlungen 💳" });
  expect(await prisma().team.findUnique({ where: { id: owner.teamId } })).toMatchObject({ slug, name: "Zahlungen 💳" });
  const [event, ...more] = await prisma().auditEvent.findMany({ where: { teamId: owner.teamId } });
  expect([event?.before, event?.after, more]).toEqual([{ name }, { name: "Zahlungen 💳" }, []]);
});
