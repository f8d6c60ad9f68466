import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { hashToken } from "@/lib/keys/hash";
import { isToken } from "@/lib/keys/token";
import type { Actor } from "./actor";
import { atLeast } from "./role";

/** The actor behind a presented access token, or null. Its creator must still be a member; the lower of both roles counts. */
export async function authenticateAccessToken(
  presented: string,
  from: Pick<Actor, "ip" | "userAgent" | "requestId">,
): Promise<Actor | null> {
  if (!isToken("access", presented)) return null;
  const token = await prisma().accessToken.findUnique({ where: { hash: new Uint8Array(hashToken(presented)) } });
  if (token === null || token.revokedAt !== null) return null;
  if (token.expiresAt !== null && clock.ms() >= token.expiresAt.getTime()) return null;
  const membership = await prisma().membership.findUnique({
    where: { teamId_userId: { teamId: token.teamId, userId: token.userId } },
  });
  if (membership === null) return null;
  return {
    ...from,
    kind: "access_token",
    id: token.id,
    name: token.name,
    userId: token.userId,
    teamId: token.teamId,
    role: atLeast(token.role, membership.role) ? membership.role : token.role,
  };
}
