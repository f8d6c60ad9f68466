import type { Actor } from "@/lib/auth/actor";
import { inTransaction } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";
import { endMembership } from "./end-membership";
import { findMember } from "./find-member";
import { lockTeam } from "./lock-team";

/**
 * Leaves the team; every role may.
 * @throws DomainError conflict for the last owner
 */
export const leaveTeam = (actor: Actor): Promise<null> =>
  inTransaction(async (tx) => {
    await lockTeam(tx, actor);
    await endMembership(tx, actor, await findMember(tx, actor, showId("user", actor.userId)), "member.leave");
    return null;
  });
