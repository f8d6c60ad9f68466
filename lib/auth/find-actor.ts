import { prisma } from "@/lib/db/prisma";
import type { Actor } from "./actor";
import type { RequestFrom } from "./request-from";
import type { SignedIn } from "./sessions/session";

/** As the database demands it; what cannot be a slug (a NUL, which no text holds) is not asked about. */
const SLUG = /^[a-z0-9-]{1,48}$/;

export type ActorInTeam = { actor: Actor; team: { id: string; name: string; slug: string; createdAt: Date } };

/** The signed-in person as a member of this team, or null: a foreign team answers exactly as an unknown one. */
export async function findActor(person: SignedIn, teamSlug: string, from: RequestFrom): Promise<ActorInTeam | null> {
  if (!SLUG.test(teamSlug)) return null;
  const membership = await prisma().membership.findFirst({
    where: { userId: person.userId, team: { slug: teamSlug } },
    include: { team: { select: { id: true, name: true, slug: true, createdAt: true } } },
  });
  if (membership === null) return null;
  return {
    team: membership.team,
    actor: {
      ...from,
      kind: "user",
      id: person.userId,
      name: person.name,
      userId: person.userId,
      teamId: membership.teamId,
      role: membership.role,
      sessionId: person.sessionId,
      authenticatedAt: person.authenticatedAt,
    },
  };
}
