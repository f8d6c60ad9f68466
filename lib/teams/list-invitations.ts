import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import type { Role } from "@/lib/auth/role";
import { clock } from "@/lib/clock";
import type { Invitation } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";

export type InvitationView = {
  id: string;
  email: string;
  role: Role;
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
  expired: boolean;
};

export const toInvitationView = (row: Invitation, now: Date): InvitationView => ({
  id: showId("invitation", row.id),
  email: row.email,
  role: row.role,
  invitedBy: row.invitedByName,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  expired: row.expiresAt <= now,
});

/** The team's invitations that were neither accepted nor withdrawn, newest first; what has expired waits to be renewed. */
export async function listInvitations(actor: Actor): Promise<InvitationView[]> {
  authorise(actor, "member:invite");
  const rows = await prisma().invitation.findMany({
    where: { teamId: actor.teamId, acceptedAt: null, withdrawnAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const now = clock.now();
  return rows.map((row) => toInvitationView(row, now));
}
