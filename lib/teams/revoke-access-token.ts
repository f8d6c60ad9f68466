import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { inTransaction, prisma } from "@/lib/db/prisma";
import { notFound } from "@/lib/errors";
import { readId } from "@/lib/ids";
import type { AccessTokenInput } from "./schema";

/**
 * Ends an access token: its next call is refused. Revoking a revoked one changes nothing and is no error, so that a retry is safe.
 * @throws DomainError not_found; forbidden
 */
export async function revokeAccessToken(actor: Actor, input: AccessTokenInput): Promise<null> {
  const id = readId("token", input.tokenId);
  const token = id && (await prisma().accessToken.findFirst({ where: { id, teamId: actor.teamId } }));
  if (!token) throw notFound("access token");
  authorise(actor, "access_token:revoke", { createdById: token.userId });
  return inTransaction(async (tx) => {
    const revokedAt = clock.now();
    const { count } = await tx.accessToken.updateMany({
      where: { id: token.id, revokedAt: null },
      data: { revokedAt },
    });
    if (count === 0) return null;
    await recordEvent(tx, actor.teamId, actor, {
      action: "access_token.revoke",
      target: { kind: "access_token", id: token.id },
      before: { revokedAt: null },
      after: { name: token.name, revokedAt: revokedAt.toISOString() },
    });
    return null;
  });
}
