import type { Actor } from "@/lib/auth/actor";
import { requireFreshSignIn } from "@/lib/auth/fresh-sign-in";
import { authorise } from "@/lib/auth/permissions";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { endMembership } from "./end-membership";
import { findMember } from "./find-member";
import { lockTeam } from "./lock-team";
import type { MemberInput } from "./schema";

/**
 * Takes somebody out of the team; their next request in it is refused (product T2). Taking an owner out is about ownership
 * and asks for a fresh sign-in.
 * @throws DomainError forbidden; not_found; conflict for oneself and for the last owner; fresh_sign_in_required
 */
export async function removeMember(actor: Actor, input: MemberInput): Promise<null> {
  authorise(actor, "member:remove");
  return inTransaction(async (tx) => {
    await lockTeam(tx, actor);
    const member = await findMember(tx, actor, input.userId);
    if (member.userId === actor.userId) {
      throw new DomainError("conflict", "This is you. To go, leave the team on its settings page.");
    }
    if (member.role === "owner") requireFreshSignIn(actor);
    await endMembership(tx, actor, member, "member.remove");
    return null;
  });
}
