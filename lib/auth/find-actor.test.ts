import { expect, test } from "vitest";
import { prisma } from "@/lib/db/prisma";
import { makeActor } from "@/lib/testing/fixtures";
import { findActor } from "./find-actor";

const from = { ip: null, userAgent: null, requestId: "req_test" };

test("a team's address finds its member; a foreign, an unknown and an impossible one find nobody", async () => {
  const [member, stranger] = [await makeActor("developer"), await makeActor()];
  const slugOf = async (id: string) => (await prisma().team.findUniqueOrThrow({ where: { id } })).slug;
  const person = {
    sessionId: "s",
    userId: member.userId,
    name: member.name,
    email: "a@example.com",
    isOperator: false,
    authenticatedAt: new Date(),
  };

  const found = await findActor(person, await slugOf(member.teamId), from);
  expect(found?.actor).toMatchObject({ kind: "user", teamId: member.teamId, role: "developer" });
  // A NUL comes by as %00 and would be an error in the database.
  for (const slug of [await slugOf(stranger.teamId), "unknown", "a\0b", "", "../acme", "x".repeat(10_000)])
    expect(await findActor(person, slug, from)).toBeNull();
});
