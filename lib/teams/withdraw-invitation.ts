import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError, notFound } from "@/lib/errors";
import { readId } from "@/lib/ids";
import { lockTeam } from "./lock-team";
import type { WithdrawInvitationInput } from "./schema";
import { withdrawOpenInvitations } from "./withdraw-open-invitations";

/**
 * Closes an invitation: its link opens nothing from now on. Withdrawing twice is no error.
 * @throws DomainError forbidden; not_found; conflict once it was accepted
 */
export async function withdrawInvitation(actor: Actor, input: WithdrawInvitationInput): Promise<null> {
  authorise(actor, "member:invite");
  const id = readId("invitation", input.invitationId);
  if (id === null) throw notFound("invitation");
  return inTransaction(async (tx) => {
    await lockTeam(tx, actor);
    const invitation = await tx.invitation.findFirst({ where: { id, teamId: actor.teamId } });
    if (invitation === null) throw notFound("invitation");
    if (invitation.acceptedAt !== null) {
      throw new DomainError(
        "conflict",
        `${invitation.email} has accepted this invitation and is a member now. Remove the member instead.`,
      );
    }
    await withdrawOpenInvitations(tx, actor, { id });
    return null;
  });
}
