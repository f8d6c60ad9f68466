import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { requireFreshSignIn } from "@/lib/auth/fresh-sign-in";
import { authorise, can } from "@/lib/auth/permissions";
import { inTransaction } from "@/lib/db/prisma";
import { findMember } from "./find-member";
import { keepAnOwner } from "./keep-an-owner";
import { lockTeam } from "./lock-team";
import type { ChangeRoleInput } from "./schema";
import { withdrawInvitationsOf } from "./withdraw-open-invitations";

/**
 * Gives a member another role; it holds from their next request on, for their access tokens too. Giving or taking ownership asks
 * for a fresh sign-in.
 * @throws DomainError forbidden; not_found; conflict for the last owner; fresh_sign_in_required
 */
export async function changeRole(actor: Actor, input: ChangeRoleInput): Promise<null> {
  authorise(actor, "member:change_role");
  return inTransaction(async (tx) => {
    await lockTeam(tx, actor);
    const member = await findMember(tx, actor, input.userId);
    if (member.role === input.role) return null;
    if (member.role === "owner" || input.role === "owner") requireFreshSignIn(actor);
    await keepAnOwner(tx, member);
    const { teamId, userId } = member;
    await tx.membership.update({ where: { teamId_userId: { teamId, userId } }, data: { role: input.role } });
    if (!can({ userId, role: input.role }, "member:invite")) await withdrawInvitationsOf(tx, actor, userId);
    await recordEvent(tx, teamId, actor, {
      action: "member.change_role",
      target: { kind: "member", id: userId },
      before: { role: member.role },
      after: { name: member.user.name, role: input.role },
    });
    return null;
  });
}
