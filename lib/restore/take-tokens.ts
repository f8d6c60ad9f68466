import type { Actor } from "@/lib/auth/actor";
import { prisma } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";
import { COMMAND_LINE } from "@/lib/operator/operator";
import { revokeServiceToken } from "@/lib/operator/revoke-service-token";
import { revokeAccessToken } from "@/lib/teams/revoke-access-token";

/** Revokes the access tokens that had been revoked. @returns how many were good still */
export async function takeAccessTokens(actor: Actor, ids: ReadonlySet<string>, dryRun: boolean): Promise<number> {
  const where = { id: { in: [...ids] }, teamId: actor.teamId, revokedAt: null };
  const good = await prisma().accessToken.findMany({ where, select: { id: true } });
  if (!dryRun) for (const { id } of good) await revokeAccessToken(actor, { tokenId: showId("token", id) });
  return good.length;
}

/** The same of service tokens, which are the deployment's. */
export async function takeServiceTokens(ids: ReadonlySet<string>, dryRun: boolean): Promise<number> {
  const good = await prisma().serviceToken.findMany({
    where: { id: { in: [...ids] }, revokedAt: null },
    select: { id: true },
  });
  if (!dryRun) for (const { id } of good) await revokeServiceToken(COMMAND_LINE, { tokenId: showId("service", id) });
  return good.length;
}
