import type { Person } from "@/lib/auth/person";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { findInvitation, invitationIsOver } from "./find-invitation";
import { joinTeam } from "./join-team";
import { maskAddress } from "./mask-address";
import type { AcceptInvitationInput } from "./schema";

/**
 * Joins the team, with the address that was invited and no other. It says nothing of whose the address is: the inviter has seen
 * the link too, so that accepting confirms no address.
 * @throws DomainError not_found once it is over; forbidden for another address; conflict for a member; too_many_requests
 */
export async function acceptInvitation(person: Person, input: AcceptInvitationInput): Promise<{ teamSlug: string }> {
  const invitation = await findInvitation(input.token, person);
  if (invitation === null) throw invitationIsOver();
  if (invitation.email !== person.email) {
    throw new DomainError(
      "forbidden",
      `This invitation is for ${maskAddress(invitation.email)}. Sign in with that address to accept it.`,
    );
  }
  const team = await inTransaction((tx) => joinTeam(tx, invitation, { ...person, id: person.userId }));
  return { teamSlug: team.slug };
}
