import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { hashToken } from "@/lib/keys/hash";
import { isToken } from "@/lib/keys/token";
import type { Actor } from "./actor";
import { lowerRole } from "./role";

const TOUCH_EVERY_MS = 60_000;

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
  await touch(token);
  return {
    ...from,
    kind: "access_token",
    id: token.id,
    name: token.name,
    userId: token.userId,
    teamId: token.teamId,
    authenticatedAt: null,
    role: lowerRole(token.role, membership.role),
  };
}

/** Remembers the use, to the minute: a script that calls a hundred times a second writes once. */
async function touch(token: { id: string; lastUsedAt: Date | null }): Promise<void> {
  const now = clock.now();
  if (token.lastUsedAt !== null && now.getTime() - token.lastUsedAt.getTime() < TOUCH_EVERY_MS) return;
  await prisma().accessToken.updateMany({ where: { id: token.id }, data: { lastUsedAt: now } });
}
