import type { RequestFrom } from "@/lib/auth/request-from";
import { signUp } from "@/lib/auth/sign-up/sign-up";
import { findInvitation, invitationIsOver } from "./find-invitation";
import { joinTeam } from "./join-team";
import type { SignUpInvitedInput } from "./schema";

/**
 * An account for the invited address, in the team that invites and in no other; both or neither.
 * @throws DomainError not_found once the invitation is over; conflict when the address has an account; invalid; too_many_requests
 */
export async function signUpInvited(
  from: RequestFrom,
  input: SignUpInvitedInput,
): Promise<{ email: string; teamSlug: string }> {
  const invitation = await findInvitation(input.token, from);
  if (invitation === null) throw invitationIsOver();
  const { email } = invitation;
  const account = { email, name: input.name, password: input.password, teamName: invitation.team.name };
  const { teamSlug } = await signUp(account, from, false, (tx, user) =>
    joinTeam(tx, invitation, { ...from, id: user.id, name: user.name }),
  );
  return { email, teamSlug };
}
