import type { Actor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/prisma";
import { notFound } from "@/lib/errors";
import { readId } from "@/lib/ids";

const withName = { user: { select: { name: true } } } as const satisfies Prisma.MembershipInclude;
export type Member = Prisma.MembershipGetPayload<{ include: typeof withName }>;

/** @throws DomainError not_found for an unknown person and for one of another team alike */
export async function findMember(tx: Transaction, actor: Actor, shownUserId: string): Promise<Member> {
  const userId = readId("user", shownUserId);
  const member =
    userId &&
    (await tx.membership.findUnique({
      where: { teamId_userId: { teamId: actor.teamId, userId } },
      include: withName,
    }));
  if (!member) throw notFound("member");
  return member;
}
