import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/role";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import type { CreateKeyInput } from "@/lib/keys/schema";

/** A team and a member of it, as rows; no test signs up through the form to test something else. */
export async function makeActor(role: Role = "owner", team?: { teamId: string }): Promise<Actor> {
  const userId = newId();
  const unique = userId.slice(-12);
  await prisma().user.create({
    data: {
      id: userId,
      email: `${unique}@example.com`,
      name: `Ada ${unique}`,
      passwordHash: "no password signs in here",
      emailConfirmedAt: clock.now(),
    },
  });
  const teamId = team?.teamId ?? newId();
  if (!team) await prisma().team.create({ data: { id: teamId, name: `Team ${unique}`, slug: `team-${unique}` } });
  await prisma().membership.create({ data: { teamId, userId, role } });
  return {
    kind: "user",
    id: userId,
    name: `Ada ${unique}`,
    userId,
    teamId,
    role,
    authenticatedAt: clock.now(),
    ip: "198.51.100.7",
    userAgent: "test",
    requestId: "req_test",
  };
}

/** Input for createKey, all of it usual but what is given. */
export const keyInput = (given: Partial<CreateKeyInput> = {}): CreateKeyInput => ({
  label: "Production - Payment Service",
  environment: "live",
  scopes: ["read"],
  allowedIps: [],
  expiresAt: null,
  note: null,
  metadata: {},
  ...given,
});
