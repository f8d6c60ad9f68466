import type { Actor } from "@/lib/auth/actor";
import { authorise, can } from "@/lib/auth/permissions";
import { ROLES, type Role } from "@/lib/auth/role";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";

export type MemberView = {
  id: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: string;
  /** Of their newest session; null when they have never signed in. */
  lastSeenAt: string | null;
  /** What their going would end and leave behind; only for who may take them out, and of oneself. */
  leaves: { tokens: number; keys: number; invitations: number } | null;
};

/** Everybody in the team, by role and then by name. */
export async function listMembers(actor: Actor): Promise<MemberView[]> {
  authorise(actor, "member:read");
  const { teamId } = actor;
  const now = clock.now();
  const rows = await prisma().membership.findMany({
    where: { teamId },
    include: { user: { select: { name: true, email: true } } },
  });
  const mayRemove = can(actor, "member:remove");
  const userIds = rows.map((row) => row.userId);
  const counted = mayRemove ? userIds : [actor.userId];
  const [seen, tokens, keys, invitations] = await Promise.all([
    prisma().session.groupBy({ by: ["userId"], where: { userId: { in: userIds } }, _max: { lastSeenAt: true } }),
    prisma().accessToken.groupBy({
      by: ["userId"],
      where: {
        teamId,
        userId: { in: counted },
        revokedAt: null,
        OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
      },
      _count: true,
    }),
    prisma().key.groupBy({
      by: ["createdById"],
      where: { teamId, createdById: { in: counted }, revokedAt: null },
      _count: true,
    }),
    prisma().invitation.groupBy({
      by: ["invitedById"],
      where: { teamId, invitedById: { in: counted }, acceptedAt: null, withdrawnAt: null },
      _count: true,
    }),
  ]);
  const views = rows.map(({ userId, user, role, createdAt }): MemberView => {
    const lastSeenAt = seen.find((row) => row.userId === userId)?._max.lastSeenAt;
    return {
      id: showId("user", userId),
      ...user,
      role,
      joinedAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt?.toISOString() ?? null,
      leaves: counted.includes(userId)
        ? {
            tokens: tokens.find((row) => row.userId === userId)?._count ?? 0,
            keys: keys.find((row) => row.createdById === userId)?._count ?? 0,
            invitations: invitations.find((row) => row.invitedById === userId)?._count ?? 0,
          }
        : null,
    };
  });
  return views.sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.name.localeCompare(b.name, "en"));
}
