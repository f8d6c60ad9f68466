import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import type { Transaction } from "@/lib/db/prisma";
import type { Member } from "./find-member";
import { keepAnOwner } from "./keep-an-owner";
import { withdrawInvitationsOf } from "./withdraw-open-invitations";

/**
 * Takes a member out, and with them their access tokens of this team and the invitations they made, in the caller's
 * transaction under the team's lock. Sessions ask for the membership at every request; keys stay, the key review says so.
 * @throws DomainError conflict for the last owner
 */
export async function endMembership(
  tx: Transaction,
  actor: Actor,
  member: Member,
  action: "member.remove" | "member.leave",
): Promise<void> {
  await keepAnOwner(tx, member);
  const { teamId, userId } = member;
  // The membership first: a token that is being made holds it, and is then there to be revoked.
  await tx.membership.delete({ where: { teamId_userId: { teamId, userId } } });
  const revokedAt = clock.now();
  const tokens = await tx.accessToken.updateManyAndReturn({
    where: { teamId, userId, revokedAt: null },
    data: { revokedAt },
    select: { id: true, name: true },
  });
  for (const { id, name } of tokens) {
    await recordEvent(tx, teamId, actor, {
      action: "access_token.revoke",
      target: { kind: "access_token", id },
      before: { revokedAt: null },
      after: { name, revokedAt: revokedAt.toISOString() },
    });
  }
  await withdrawInvitationsOf(tx, actor, userId);
  await recordEvent(tx, teamId, actor, {
    action,
    target: { kind: "member", id: userId },
    before: { name: member.user.name, role: member.role },
  });
}
