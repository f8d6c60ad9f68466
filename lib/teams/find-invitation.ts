import { countAttempt, subject } from "@/lib/auth/throttle";
import { clock } from "@/lib/clock";
import type { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { hashToken } from "@/lib/keys/hash";
import { isToken } from "@/lib/keys/token";

const LOOKUPS_PER_IP = 100;

const withTeam = { team: { select: { name: true, slug: true } } } as const satisfies Prisma.InvitationInclude;
export type OpenInvitation = Prisma.InvitationGetPayload<{ include: typeof withTeam }>;

/** One answer to whatever makes no way in, so that it tells nothing of what there was. */
export const invitationIsOver = (): DomainError =>
  new DomainError(
    "not_found",
    "This invitation is not open: it was used or withdrawn, is older than 7 days, or the link is incomplete. Ask an owner of the team for a new one.",
  );

/** What makes an invitation open at this moment, for queries. */
export const openAt = (now: Date) => ({ acceptedAt: null, withdrawnAt: null, expiresAt: { gt: now } });

/**
 * The open invitation of this token, or null. What cannot be a token asks nobody; lookups are counted by address.
 * @throws DomainError too_many_requests
 */
export async function findInvitation(token: string, from: { ip: string | null }): Promise<OpenInvitation | null> {
  if (!isToken("invitation", token)) return null;
  if (from.ip !== null) await countAttempt([{ subject: subject("invitation", from.ip), limit: LOOKUPS_PER_IP }]);
  return prisma().invitation.findFirst({
    where: { hash: new Uint8Array(hashToken(token)), ...openAt(clock.now()) },
    include: withTeam,
  });
}
