import { expect, test } from "vitest";
import { authenticateAccessToken } from "@/lib/auth/authenticate-access-token";
import { ROLES } from "@/lib/auth/role";
import { setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { newId, showId } from "@/lib/ids";
import { makeActor } from "@/lib/testing/fixtures";
import { createAccessToken } from "./create-access-token";
import { listAccessTokens } from "./list-access-tokens";
import { revokeAccessToken } from "./revoke-access-token";
import { createAccessTokenSchema } from "./schema";

const from = { ip: null, userAgent: null, requestId: "req_test" };
const input = (role: (typeof ROLES)[number], expiresAt: Date | null = null) => ({ name: "CI", role, expiresAt });
const DAY_MS = 86_400_000;

test("a token's role is at most its creator's, for every pair of roles; a viewer makes none", async () => {
  const owner = await makeActor();
  for (const [rank, role] of ROLES.entries()) {
    const actor = role === "owner" ? owner : await makeActor(role, owner);
    for (const [asked, tokenRole] of ROLES.entries()) {
      const made = await createAccessToken(actor, input(tokenRole)).catch((error) => error.code);
      if (role === "viewer" || asked < rank) expect(made, `${role} makes ${tokenRole}`).toBe("forbidden");
      else expect((await authenticateAccessToken(made.token, from))?.role).toBe(tokenRole);
    }
  }
});

test("the plaintext is in the answer and nowhere else; lists show it masked", async () => {
  const owner = await makeActor();
  const { token, id } = await createAccessToken(owner, input("admin"));
  expect(token).toMatch(/^lk_access_[0-9A-Za-z]{49}$/);
  for (const table of ["access_tokens", "audit_events"]) {
    const found = await pool().query(`SELECT 1 FROM ${table} t WHERE strpos(t::text, $1) > 0`, [token.slice(10, -6)]);
    expect(found.rowCount, table).toBe(0);
  }
  const [listed] = await listAccessTokens(owner);
  expect(listed).toMatchObject({ id, masked: `lk_access_****${token.slice(-4)}`, status: "active", lastUsedAt: null });
  expect(JSON.stringify(listed)).not.toContain(token);
});

test("accepted a millisecond before its expiry and refused at it; one that would begin expired is not made", async () => {
  const owner = await makeActor();
  const end = new Date(Date.now() + 30 * DAY_MS);
  const { token } = await createAccessToken(owner, input("viewer", end));
  const at = async (ms: number) => {
    const restore = setClock(() => ms);
    const actor = await authenticateAccessToken(token, from);
    const [listed] = await listAccessTokens(owner);
    restore();
    return [actor !== null, listed?.status];
  };
  expect(await at(end.getTime() - 1)).toEqual([true, "active"]);
  expect(await at(end.getTime())).toEqual([false, "expired"]);
  await expect(createAccessToken(owner, input("viewer", new Date()))).rejects.toMatchObject({
    ...{ code: "invalid", fieldErrors: { expiresAt: expect.any(String) } },
  });
  for (const bad of [
    { name: "", role: "viewer", expiresAt: null },
    { name: "x".repeat(101), role: "viewer", expiresAt: null },
    { name: "a\u0000b", role: "viewer", expiresAt: null },
    { name: "x", role: "root", expiresAt: null },
    { name: "x", role: "viewer", expiresAt: "tomorrow" },
    { name: "x", role: "viewer" },
    { name: "x", role: "viewer", expiresAt: null, userId: "user_me" },
  ]) {
    expect(createAccessTokenSchema.safeParse(bad).success, JSON.stringify(bad)).toBe(false);
  }
});

test("the last use is remembered at most once a minute", async () => {
  const owner = await makeActor();
  const { token } = await createAccessToken(owner, input("viewer"));
  const start = Date.now();
  const lastUse = async (after: number) => {
    const restore = setClock(() => start + after);
    await authenticateAccessToken(token, from);
    restore();
    return Date.parse((await listAccessTokens(owner))[0]?.lastUsedAt ?? "") - start;
  };
  expect(await lastUse(0)).toBe(0);
  expect(await lastUse(59_999)).toBe(0);
  expect(await lastUse(60_000)).toBe(60_000);
});

test("a revoked token's next call is refused; revoking again changes nothing and the trail has it once", async () => {
  const owner = await makeActor();
  const { token, id } = await createAccessToken(owner, input("admin"));
  await Promise.all([1, 2, 3].map(() => revokeAccessToken(owner, { tokenId: id })));
  expect(await authenticateAccessToken(token, from)).toBeNull();
  const events = await prisma().auditEvent.findMany({ where: { teamId: owner.teamId }, orderBy: { id: "asc" } });
  expect(events.map(({ action }) => action)).toEqual(["access_token.create", "access_token.revoke"]);
  expect(events[0]?.after).toEqual({ name: "CI", role: "admin", expiresAt: null });
});

test("owners and admins see and revoke all of the team's, developers their own, viewers none", async () => {
  const owner = await makeActor();
  const [admin, developer, viewer] = [
    await makeActor("admin", owner),
    await makeActor("developer", owner),
    await makeActor("viewer", owner),
  ];
  const theirs = await createAccessToken(owner, input("viewer"));
  const own = await createAccessToken(developer, input("viewer"));
  expect(await listAccessTokens(owner)).toHaveLength(2);
  expect(await listAccessTokens(admin)).toHaveLength(2);
  expect((await listAccessTokens(developer)).map(({ id }) => id)).toEqual([own.id]);
  await expect(listAccessTokens(viewer)).rejects.toMatchObject({ code: "forbidden" });
  await expect(revokeAccessToken(developer, { tokenId: theirs.id })).rejects.toMatchObject({ code: "forbidden" });
  await expect(revokeAccessToken(viewer, { tokenId: own.id })).rejects.toMatchObject({ code: "forbidden" });
  await revokeAccessToken(developer, { tokenId: own.id });
  await revokeAccessToken(admin, { tokenId: theirs.id });
  expect((await listAccessTokens(owner)).map(({ status }) => status)).toEqual(["revoked", "revoked"]);
});

test("a foreign token answers exactly as an unknown one and stays; what ended long ago is no longer listed", async () => {
  const [owner, stranger] = [await makeActor(), await makeActor()];
  const { id, token } = await createAccessToken(owner, input("viewer"));
  const answers = await Promise.all(
    [id, showId("token", newId()), "token_", "'; --"].map((tokenId) =>
      revokeAccessToken(stranger, { tokenId }).catch((error: Error) => error),
    ),
  );
  expect(new Set(answers.map(String)).size).toBe(1);
  expect(answers[0]).toMatchObject({ code: "not_found" });
  expect(await authenticateAccessToken(token, from)).not.toBeNull();
  expect(await listAccessTokens(stranger)).toEqual([]);
  await revokeAccessToken(owner, { tokenId: id });
  const restore = setClock(() => Date.now() + 91 * DAY_MS);
  expect(await listAccessTokens(owner)).toEqual([]);
  restore();
});
