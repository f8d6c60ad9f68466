import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { requireFreshSignIn } from "@/lib/auth/fresh-sign-in";
import { authorise } from "@/lib/auth/permissions";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { showId } from "@/lib/ids";
import { findMember } from "./find-member";
import { lockTeam } from "./lock-team";
import type { MemberInput } from "./schema";
import { withdrawInvitationsOf } from "./withdraw-open-invitations";

/**
 * Hands the team over: the member becomes an owner and who gives becomes an admin, in one step, so that the team is never without.
 * @throws DomainError forbidden; not_found; conflict for somebody who is an owner already; fresh_sign_in_required
 */
export async function transferOwnership(actor: Actor, input: MemberInput): Promise<null> {
  authorise(actor, "team:transfer");
  requireFreshSignIn(actor);
  return inTransaction(async (tx) => {
    await lockTeam(tx, actor);
    const receiver = await findMember(tx, actor, input.userId);
    if (receiver.role === "owner") {
      throw new DomainError(
        "conflict",
        `${receiver.user.name} is an owner already. Choose a member who is not, or change your own role on the members page.`,
      );
    }
    const { teamId } = actor;
    const setRole = (userId: string, role: "owner" | "admin") =>
      tx.membership.update({ where: { teamId_userId: { teamId, userId } }, data: { role } });
    await setRole(receiver.userId, "owner");
    await setRole(actor.userId, "admin");
    await withdrawInvitationsOf(tx, actor, actor.userId);
    await recordEvent(tx, teamId, actor, {
      action: "team.transfer",
      target: { kind: "team", id: teamId },
      before: { owner: actor.name, ownerId: showId("user", actor.userId), receiverRole: receiver.role },
      after: { owner: receiver.user.name, ownerId: showId("user", receiver.userId), giverRole: "admin" },
    });
    return null;
  });
}
