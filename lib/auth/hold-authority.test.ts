import { expect, test } from "vitest";
import { inTransaction, prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { rotateKey } from "@/lib/keys/rotate-key";
import { createAccessToken } from "@/lib/teams/create-access-token";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { waitsForALock } from "@/lib/testing/waits-for-a-lock";
import type { Actor } from "./actor";
import { endAllSessions, startSession } from "./sessions/session";

const from = { ip: "8.8.8.8", userAgent: null, requestId: "req_test" };

test("a key whose making began before the session was ended is not made after it", async () => {
  const made = await makeActor();
  const actor: Actor = { ...made, sessionId: await startSession(made.userId, from) };
  const { key } = await createKey(actor, keyInput());
  // The request has passed its own check of the session; it comes to its transaction while the revocation is at work.
  let making: Promise<unknown[]> = Promise.resolve([]);
  await inTransaction(async (tx) => {
    await endAllSessions(made.userId, tx);
    making = Promise.allSettled([
      createKey(actor, keyInput({ label: "Too late" })),
      rotateKey(actor, { keyId: key.id, graceSeconds: 0 }),
      createAccessToken(actor, { name: "Too late", role: "viewer", expiresAt: null }),
    ]);
    await waitsForALock("FROM sessions");
  });
  expect(await making).toMatchObject([
    { status: "rejected", reason: { code: "unauthenticated" } },
    { status: "rejected", reason: { code: "unauthenticated" } },
    { status: "rejected", reason: { code: "unauthenticated" } },
  ]);
  await expect(createKey(actor, keyInput({ label: "Too late" }))).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await prisma().key.count({ where: { teamId: actor.teamId, label: "Too late" } })).toBe(0);
  expect(await prisma().accessToken.count({ where: { teamId: actor.teamId } })).toBe(0);
});

test("nor after its maker was removed from the team, lost the role, or after its access token was revoked", async () => {
  const owner = await makeActor();
  const refused = async (actor: Actor, take: () => Promise<unknown>, code: string) => {
    await createKey(actor, keyInput());
    await take();
    await expect(createKey(actor, keyInput())).rejects.toMatchObject({ code });
  };
  const { teamId } = owner;
  const [removed, lowered] = [await makeActor("developer", owner), await makeActor("admin", owner)];
  const of = ({ userId }: Actor) => ({ teamId_userId: { teamId, userId } });
  await refused(removed, () => prisma().membership.delete({ where: of(removed) }), "forbidden");
  await refused(
    lowered,
    () => prisma().membership.update({ where: of(lowered), data: { role: "viewer" } }),
    "forbidden",
  );
  const id = newId();
  await prisma().accessToken.create({
    data: {
      id,
      teamId,
      userId: owner.userId,
      name: "CI",
      role: "developer",
      hash: new Uint8Array(32),
      lastFour: "abcd",
    },
  });
  const token: Actor = { ...owner, kind: "access_token", id, role: "developer" };
  await refused(
    token,
    () => prisma().accessToken.update({ where: { id }, data: { revokedAt: new Date() } }),
    "unauthenticated",
  );
});
