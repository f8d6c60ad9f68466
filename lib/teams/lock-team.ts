import type { Actor } from "@/lib/auth/actor";
import { holdAuthority } from "@/lib/auth/hold-authority";
import type { Transaction } from "@/lib/db/prisma";

/** Makes changes of who is in a team, and as what, go one after the other. The first lock of its transaction. */
export async function lockTeamRow(tx: Transaction, teamId: string): Promise<void> {
  // Keys made meanwhile only share the row's key, which this lock leaves to them.
  await tx.$queryRaw`SELECT 1 FROM teams WHERE id = ${teamId}::uuid FOR NO KEY UPDATE`;
}

/**
 * The same, and asks whether whoever acts still may: the role that a request began with may have been taken away since.
 * @throws DomainError unauthenticated; forbidden
 */
export async function lockTeam(tx: Transaction, actor: Actor): Promise<void> {
  await lockTeamRow(tx, actor.teamId);
  await holdAuthority(tx, actor);
}
