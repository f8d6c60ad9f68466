import { validate as isUuid } from "uuid";
import type { RequestFrom } from "@/lib/auth/request-from";
import { clock } from "@/lib/clock";
import { inTransaction, prisma, type Transaction } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";

const DAY_MS = 86_400_000;
/** However busy, a session ends after 30 days; unused, after 7. */
export const SESSION_DAYS = 30;
const IDLE_DAYS = 7;
const TOUCH_EVERY_MS = 60_000;

/** How somebody proved who they are: their password, or an account at a provider. */
export type SignInMethod = "password" | "github" | "google" | "oidc";

export type SignedIn = {
  sessionId: string;
  userId: string;
  name: string;
  email: string;
  isOperator: boolean;
  /** When they last proved who they are in this session. */
  authenticatedAt: Date;
};

/**
 * The server's own record of a sign-in. The cookie only names it, so that ending it here ends it everywhere.
 * @param method how the person proved who they are
 */
export async function startSession(
  userId: string,
  from: Pick<RequestFrom, "ip" | "userAgent">,
  method: SignInMethod = "password",
): Promise<string> {
  const session = await prisma().session.create({ data: newSession(userId, from, method) });
  return session.id;
}

/**
 * The same behind a password whose hash was this. Whoever changes a password ends what was signed in with it; held by the account's
 * row, a sign-in with the old one comes either before that, and is ended, or after, and starts nothing.
 * @returns null when the password is no longer this one
 */
export const startPasswordSession = (
  userId: string,
  from: Pick<RequestFrom, "ip" | "userAgent">,
  passwordHash: string,
): Promise<string | null> =>
  inTransaction(async (tx) => {
    const [user] = await tx.$queryRaw<{ password_hash: string | null }[]>`
      SELECT password_hash FROM users WHERE id = ${userId}::uuid FOR SHARE`;
    if (user?.password_hash !== passwordHash) return null;
    return (await tx.session.create({ data: newSession(userId, from, "password") })).id;
  });

/**
 * The same behind an account at a provider. Whoever unlinks it ends what was signed in with it: held by the link's row, a sign-in
 * with it comes either before that, and is ended, or after, and starts nothing.
 * @returns null when the account is linked no longer
 */
export const startProviderSession = (
  userId: string,
  from: Pick<RequestFrom, "ip" | "userAgent">,
  provider: SignInMethod,
): Promise<string | null> =>
  inTransaction(async (tx) => {
    const linked = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM linked_accounts WHERE user_id = ${userId}::uuid AND provider = ${provider} FOR SHARE`;
    if (linked.length === 0) return null;
    return (await tx.session.create({ data: newSession(userId, from, provider) })).id;
  });

function newSession(userId: string, from: Pick<RequestFrom, "ip" | "userAgent">, method: SignInMethod) {
  const now = clock.now();
  return {
    id: newId(),
    userId,
    createdAt: now,
    lastSeenAt: now,
    authenticatedAt: now,
    method,
    expiresAt: new Date(now.getTime() + SESSION_DAYS * DAY_MS),
    ip: from.ip,
    userAgent: from.userAgent?.slice(0, 400) ?? null,
  };
}

/** The sessions that still count: not ended, not past 30 days, not idle for 7. */
export const liveSessions = (now: Date) => ({
  revokedAt: null,
  expiresAt: { gt: now },
  lastSeenAt: { gt: new Date(now.getTime() - IDLE_DAYS * DAY_MS) },
});

/** Signed in, but their address is not confirmed, and so does not count yet: no person for anything but to confirm it. */
export type Unconfirmed = { unconfirmed: { userId: string; name: string; email: string } };

/**
 * Who is signed in by this session, or null when it ended, expired or lay idle too long. Asked on every request, also about
 * what is no session's id. Somebody whose address is not confirmed is nobody here, so that whatever asks who acts refuses them.
 */
export async function readSession(sessionId: string): Promise<SignedIn | null> {
  const found = await readAnySession(sessionId);
  return found === null || "unconfirmed" in found ? null : found;
}

/** As readSession, but tells apart who has yet to confirm their address. */
export async function readAnySession(sessionId: string): Promise<SignedIn | Unconfirmed | null> {
  if (!isUuid(sessionId)) return null;
  const now = clock.now();
  const session = await prisma().session.findFirst({
    where: { id: sessionId, ...liveSessions(now) },
    include: { user: true },
  });
  if (session === null) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > TOUCH_EVERY_MS) {
    await prisma().session.updateMany({ where: { id: session.id }, data: { lastSeenAt: now } });
  }
  const { user } = session;
  if (user.emailConfirmedAt === null) return { unconfirmed: { userId: user.id, name: user.name, email: user.email } };
  return {
    sessionId: session.id,
    userId: user.id,
    name: user.name,
    email: user.email,
    isOperator: user.isOperator,
    authenticatedAt: session.authenticatedAt,
  };
}

export async function endSession(sessionId: string): Promise<void> {
  await prisma().session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: clock.now() } });
}

/** @param tx the transaction of the change that ends them */
export async function endAllSessions(userId: string, tx: Transaction = prisma()): Promise<void> {
  await tx.session.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: clock.now() } });
}

/** Every session of the person but this one; answers how many there were. */
export async function endOtherSessions(
  { userId, sessionId }: { userId: string; sessionId: string },
  tx: Transaction = prisma(),
): Promise<number> {
  const now = clock.now();
  const others = { userId, id: { not: sessionId }, ...liveSessions(now) };
  return (await tx.session.updateMany({ where: others, data: { revokedAt: now } })).count;
}
