import type { Actor } from "@/lib/auth/actor";
import { authorise, can } from "@/lib/auth/permissions";
import { lowerRole, type Role } from "@/lib/auth/role";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";

export type AccessTokenView = {
  id: string;
  name: string;
  /** `lk_access_****o5p6` */
  masked: string;
  /** What it was made with; `effectiveRole` is what it may now, since its creator may have less. */
  role: Role;
  effectiveRole: Role;
  createdBy: { id: string; name: string };
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  status: "active" | "expired" | "revoked";
};

/** For how long ended tokens stay listed; the trail keeps them. */
export const ENDED_DAYS = 90;

/** The team's tokens, for who may see only own ones those; newest first, and what ended in the last 90 days after what works. */
export async function listAccessTokens(actor: Actor): Promise<AccessTokenView[]> {
  authorise(actor, "access_token:read", { createdById: actor.userId });
  const now = clock.now();
  const since = new Date(now.getTime() - ENDED_DAYS * 86_400_000);
  const rows = await prisma().accessToken.findMany({
    where: {
      teamId: actor.teamId,
      ...(can(actor, "access_token:read") ? {} : { userId: actor.userId }),
      AND: [
        { OR: [{ revokedAt: null }, { revokedAt: { gt: since } }] },
        { OR: [{ expiresAt: null }, { expiresAt: { gt: since } }] },
      ],
    },
    include: {
      user: { select: { name: true, memberships: { where: { teamId: actor.teamId }, select: { role: true } } } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const views = rows.map((row): AccessTokenView => {
    const ended =
      row.revokedAt !== null ? "revoked" : row.expiresAt !== null && row.expiresAt <= now ? "expired" : null;
    const creator = row.user.memberships[0]?.role;
    return {
      id: showId("token", row.id),
      name: row.name,
      masked: `lk_access_****${row.lastFour}`,
      role: row.role,
      effectiveRole: creator ? lowerRole(row.role, creator) : row.role,
      createdBy: { id: showId("user", row.userId), name: row.user.name },
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt?.toISOString() ?? null,
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      status: ended ?? "active",
    };
  });
  return [...views.filter(({ status }) => status === "active"), ...views.filter(({ status }) => status !== "active")];
}
