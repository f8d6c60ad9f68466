import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import type { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/prisma";

/** Withdraws the team's open invitations that match, each with its event, in the caller's transaction. */
export async function withdrawOpenInvitations(
  tx: Transaction,
  actor: Actor,
  which: Prisma.InvitationWhereInput,
): Promise<void> {
  const withdrawn = await tx.invitation.updateManyAndReturn({
    where: { ...which, teamId: actor.teamId, acceptedAt: null, withdrawnAt: null },
    data: { withdrawnAt: clock.now() },
    select: { id: true, email: true, role: true },
  });
  for (const { id, email, role } of withdrawn) {
    await recordEvent(tx, actor.teamId, actor, {
      action: "invitation.withdraw",
      target: { kind: "invitation", id },
      before: { email, role },
    });
  }
}

/** With the right to invite go the invitations made by it: a link kept aside must not be a way back in. */
export const withdrawInvitationsOf = (tx: Transaction, actor: Actor, userId: string): Promise<void> =>
  withdrawOpenInvitations(tx, actor, { invitedById: userId });
