import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { requireFreshSignIn } from "@/lib/auth/fresh-sign-in";
import { authorise } from "@/lib/auth/permissions";
import { countAttempt, subject } from "@/lib/auth/throttle";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { generateToken } from "@/lib/keys/token";
import { invitationLink } from "./invitation-link";
import { type InvitationView, toInvitationView } from "./list-invitations";
import { lockTeam } from "./lock-team";
import { mailInvitation } from "./mail-invitation";
import type { InviteMemberInput } from "./schema";
import { withdrawOpenInvitations } from "./withdraw-open-invitations";

const DAYS_OPEN = 7;
/** Each may send a mail to somebody who did not ask for one. */
const INVITATIONS_PER_PERSON = 50;

/** `link` is in this answer and nowhere else; `mail`: whether it has also gone to the address. */
export type Invited = { invitation: InvitationView; link: string; mail: "sent" | "failed" | "off" };

/**
 * Invites an address into the team, once, for 7 days; an invitation it has is replaced. Inviting an owner asks for a fresh sign-in.
 * @throws DomainError forbidden; conflict for a member; fresh_sign_in_required; too_many_requests
 */
export async function inviteMember(actor: Actor, input: InviteMemberInput): Promise<Invited> {
  authorise(actor, "member:invite");
  if (input.role === "owner") requireFreshSignIn(actor);
  await countAttempt([{ subject: subject("invite", actor.userId), limit: INVITATIONS_PER_PERSON }]);
  const { plaintext, hash } = generateToken("invitation");
  const { invitation, team } = await inTransaction(async (tx) => {
    await lockTeam(tx, actor);
    const { teamId } = actor;
    if (await tx.membership.findFirst({ where: { teamId, user: { email: input.email } } })) {
      const message = "This address belongs to a member of the team already.";
      throw new DomainError("conflict", message, { email: message });
    }
    await withdrawOpenInvitations(tx, actor, { email: input.email });
    const createdAt = clock.now();
    const invitation = await tx.invitation.create({
      data: {
        id: newId(),
        teamId,
        email: input.email,
        role: input.role,
        hash: new Uint8Array(hash),
        invitedById: actor.userId,
        invitedByName: actor.name,
        createdAt,
        expiresAt: new Date(createdAt.getTime() + DAYS_OPEN * 86_400_000),
      },
    });
    await recordEvent(tx, teamId, actor, {
      action: "invitation.create",
      target: { kind: "invitation", id: invitation.id },
      after: { email: input.email, role: input.role, expiresAt: invitation.expiresAt.toISOString() },
    });
    return { invitation, team: await tx.team.findUniqueOrThrow({ where: { id: teamId }, select: { name: true } }) };
  });
  const link = invitationLink(plaintext);
  // After the commit: a mail cannot be taken back, an invitation can.
  const mail = await mailInvitation({ ...invitation, team: team.name, link });
  return { invitation: toInvitationView(invitation, clock.now()), link, mail };
}
