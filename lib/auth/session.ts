import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";

const DAY_MS = 86_400_000;
/** However busy, a session ends after 30 days; unused, after 7. */
export const SESSION_DAYS = 30;
const IDLE_DAYS = 7;
const TOUCH_EVERY_MS = 60_000;

export type SignedIn = { sessionId: string; userId: string; name: string; email: string; isOperator: boolean };

/** The server's own record of a sign-in. The cookie only names it, so that ending it here ends it everywhere. */
export async function startSession(
  userId: string,
  from: { ip: string | null; userAgent: string | null },
): Promise<string> {
  const now = clock.now();
  const session = await prisma().session.create({
    data: {
      id: newId(),
      userId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + SESSION_DAYS * DAY_MS),
      ip: from.ip,
      userAgent: from.userAgent?.slice(0, 400) ?? null,
    },
  });
  return session.id;
}

/** Who is signed in by this session, or null when it ended, expired or lay idle too long. Asked on every request. */
export async function readSession(sessionId: string): Promise<SignedIn | null> {
  const now = clock.now();
  const session = await prisma().session.findFirst({
    where: {
      id: sessionId,
      revokedAt: null,
      expiresAt: { gt: now },
      lastSeenAt: { gt: new Date(now.getTime() - IDLE_DAYS * DAY_MS) },
    },
    include: { user: true },
  });
  if (session === null) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > TOUCH_EVERY_MS) {
    await prisma().session.updateMany({ where: { id: session.id }, data: { lastSeenAt: now } });
  }
  const { user } = session;
  return { sessionId: session.id, userId: user.id, name: user.name, email: user.email, isOperator: user.isOperator };
}

export async function endSession(sessionId: string): Promise<void> {
  await prisma().session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: clock.now() } });
}

export async function endAllSessions(userId: string): Promise<void> {
  await prisma().session.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: clock.now() } });
}
