import type { Actor } from "@/lib/auth/actor";
import { prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";

/**
 * Who acts in a team when the operator's command line does: its first owner, from no address and by no session.
 * @throws DomainError not_found
 */
export async function commandLineActor(teamSlug: string): Promise<Actor> {
  const owner = await prisma().membership.findFirst({
    where: { team: { slug: teamSlug }, role: "owner" },
    orderBy: { createdAt: "asc" },
    include: { user: { select: { name: true } } },
  });
  if (owner === null) throw new DomainError("not_found", `There is no team ${teamSlug} with an owner. Check the slug.`);
  const { teamId, userId, role } = owner;
  return {
    ...{ kind: "user", id: userId, userId, name: owner.user.name, teamId, role },
    ...{ authenticatedAt: null, ip: null, userAgent: null, requestId: "" },
  };
}
