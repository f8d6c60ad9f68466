import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import type { Transaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { invitationIsOver, type OpenInvitation, openAt } from "./find-invitation";
import { lockTeamRow } from "./lock-team";

/**
 * Uses up the invitation and makes this person a member, in the caller's transaction: of several at once, one.
 * @throws DomainError not_found once it is over; conflict for a member
 */
export async function joinTeam(
  tx: Transaction,
  invitation: OpenInvitation,
  person: Pick<Actor, "id" | "name" | "ip" | "userAgent" | "requestId">,
): Promise<{ id: string; slug: string }> {
  const { teamId, role, team } = invitation;
  await lockTeamRow(tx, teamId);
  const now = clock.now();
  const { count } = await tx.invitation.updateMany({
    where: { id: invitation.id, ...openAt(now) },
    data: { acceptedAt: now, acceptedById: person.id },
  });
  if (count === 0) throw invitationIsOver();
  const where = { teamId_userId: { teamId, userId: person.id } };
  if (await tx.membership.findUnique({ where })) {
    throw new DomainError(
      "conflict",
      `You are a member of ${team.name} already. An owner changes your role on the members page.`,
    );
  }
  await tx.membership.create({ data: { teamId, userId: person.id, role, createdAt: now } });
  await recordEvent(
    tx,
    teamId,
    { ...person, kind: "user" },
    {
      action: "member.join",
      target: { kind: "member", id: person.id },
      after: { name: person.name, role, invitedBy: invitation.invitedByName },
    },
  );
  return { id: teamId, slug: team.slug };
}
