import { requireOperator } from "@/lib/auth/require-operator";
import type { Role } from "@/lib/auth/role";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { readId, showId } from "@/lib/ids";
import { ENVIRONMENTS, type Environment } from "@/lib/keys/environment";
import { KEY_STATUSES } from "@/lib/keys/schema";
import { keyStatus } from "@/lib/keys/status";
import { limitOfTeam } from "@/lib/teams/limit-of-team";
import { usageStore } from "@/lib/usage/open-usage-store";
import { namedRange } from "@/lib/usage/range";
import { noSuchTeam } from "./no-such-team";
import type { Operator } from "./operator";

type KeyStatus = (typeof KEY_STATUSES)[number];

export type TeamDetail = {
  id: string;
  name: string;
  slug: string;
  createdAt: string;
  /** What its keys together are held to, on top of each one's own; null: nothing. */
  rateLimit: { limit: number; windowSeconds: number } | null;
  members: { id: string; name: string; email: string; role: Role; joinedAt: string }[];
  keys: Record<Environment, Record<KeyStatus, number>>;
  requests: number;
};

/**
 * What the operator is told of a team: who is in it, how much of what it has. Neither its keys nor their names, and nothing to
 * act upon but the limit that the provider sets it: what is a team's is its members'.
 * @throws DomainError forbidden; not_found
 */
export async function readTeamOfDeployment(person: Operator, { teamId }: { teamId: string }): Promise<TeamDetail> {
  requireOperator(person);
  const id = readId("team", teamId);
  const team = id && (await prisma().team.findUnique({ where: { id } }));
  if (!team) throw noSuchTeam();
  const now = clock.ms();
  const [memberships, facts, usage] = await Promise.all([
    prisma().membership.findMany({
      where: { teamId: team.id },
      include: { user: { select: { name: true, email: true } } },
      orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
    }),
    prisma().key.findMany({
      where: { teamId: team.id },
      select: {
        ...{ environment: true, revokedAt: true, disabledAt: true },
        ...{ expiresAt: true, rotateBy: true, rotationEnforced: true },
      },
    }),
    usageStore().requestsByTeam([team.id], namedRange("30d", now)),
  ]);
  const none = () => Object.fromEntries(KEY_STATUSES.map((status) => [status, 0])) as Record<KeyStatus, number>;
  const keys = Object.fromEntries(ENVIRONMENTS.map((name) => [name, none()])) as TeamDetail["keys"];
  for (const key of facts) keys[key.environment][keyStatus(key, now)]++;
  return {
    id: showId("team", team.id),
    name: team.name,
    slug: team.slug,
    createdAt: team.createdAt.toISOString(),
    rateLimit: limitOfTeam(team),
    members: memberships.map(({ userId, role, createdAt, user }) => ({
      id: showId("user", userId),
      ...user,
      role,
      joinedAt: createdAt.toISOString(),
    })),
    keys,
    requests: usage.get(team.id)?.requests ?? 0,
  };
}
