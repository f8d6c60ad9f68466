import type { Transaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import type { Member } from "./find-member";

/**
 * A team without an owner is one that nobody can change: its last one stays. Asked under the team's lock; a trigger holds
 * whatever does not ask.
 * @throws DomainError conflict when this member is the only owner
 */
export async function keepAnOwner(tx: Transaction, member: Pick<Member, "teamId" | "userId" | "role" | "user">) {
  if (member.role !== "owner") return;
  const others = await tx.membership.count({
    where: { teamId: member.teamId, role: "owner", userId: { not: member.userId } },
  });
  if (others > 0) return;
  throw new DomainError(
    "conflict",
    `${member.user.name} is the only owner of this team, and a team keeps an owner. Make another member an owner first.`,
  );
}
