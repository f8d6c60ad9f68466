import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { holdAuthority } from "@/lib/auth/hold-authority";
import { authorise } from "@/lib/auth/permissions";
import { atLeast } from "@/lib/auth/role";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { newId, showId } from "@/lib/ids";
import { generateToken } from "@/lib/keys/token";
import type { CreateAccessTokenInput } from "./schema";

export type CreatedAccessToken = { id: string; name: string; token: string };

/**
 * A token for the management API; the plaintext is in this answer and nowhere else. What it may do is never more than
 * its role and never more than its creator's role at the time of use.
 * @throws DomainError forbidden; unauthenticated when the session ended on the way; invalid with the field at fault
 */
export async function createAccessToken(actor: Actor, input: CreateAccessTokenInput): Promise<CreatedAccessToken> {
  authorise(actor, "access_token:create");
  const now = clock.now();
  if (input.expiresAt !== null && input.expiresAt <= now) {
    const message = "This moment is past. Choose one in the future.";
    throw new DomainError("invalid", message, { expiresAt: message });
  }
  if (!atLeast(actor.role, input.role)) {
    const message = `Your own role is ${actor.role}, and a token never has a higher one. Choose ${actor.role} or lower.`;
    throw new DomainError("forbidden", message, { role: message });
  }
  const { plaintext, hash, lastFour } = generateToken("access");
  const id = newId();
  return inTransaction(async (tx) => {
    await holdAuthority(tx, actor);
    await tx.accessToken.create({
      data: {
        id,
        teamId: actor.teamId,
        userId: actor.userId,
        name: input.name,
        role: input.role,
        hash: new Uint8Array(hash),
        lastFour,
        createdAt: now,
        expiresAt: input.expiresAt,
      },
    });
    await recordEvent(tx, actor.teamId, actor, {
      action: "access_token.create",
      target: { kind: "access_token", id },
      after: { name: input.name, role: input.role, expiresAt: input.expiresAt?.toISOString() ?? null },
    });
    return { id: showId("token", id), name: input.name, token: plaintext };
  });
}
