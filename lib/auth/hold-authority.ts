import type { Transaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import type { Actor } from "./actor";
import { atLeast, type Role } from "./role";

/**
 * For what hands out a credential: asks once more, inside the transaction, whether the actor may still act, and holds the answer.
 * Whoever takes the right away (ends the session, revokes the token, removes the member, lowers the role) either waits for this
 * transaction, and sees what it made, or was first, and it makes nothing: no key appears after a revocation has answered.
 * Rows are taken in one order: membership, then session or token.
 * @throws DomainError unauthenticated; forbidden
 */
export async function holdAuthority(tx: Transaction, actor: Actor): Promise<void> {
  const [membership] = await tx.$queryRaw<{ role: Role }[]>`
    SELECT role FROM memberships WHERE team_id = ${actor.teamId}::uuid AND user_id = ${actor.userId}::uuid FOR SHARE`;
  if (membership === undefined || !atLeast(membership.role, actor.role)) {
    throw new DomainError("forbidden", "Your role in this team has changed just now. Reload the page.");
  }
  await holdCredential(tx, actor);
}

/**
 * The same of what the actor came with alone, their session or access token.
 * @throws DomainError unauthenticated
 */
async function holdCredential(tx: Transaction, actor: Actor): Promise<void> {
  if (actor.kind === "access_token") {
    const held = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM access_tokens WHERE id = ${actor.id}::uuid AND revoked_at IS NULL FOR SHARE`;
    if (held.length === 0) throw new DomainError("unauthenticated", "This access token has been revoked.");
  } else if (actor.sessionId !== undefined) {
    const held = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM sessions WHERE id = ${actor.sessionId}::uuid AND revoked_at IS NULL FOR SHARE`;
    if (held.length === 0) throw new DomainError("unauthenticated", "Your session has ended. Sign in again.");
  }
}
