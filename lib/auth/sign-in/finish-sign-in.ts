import type { RequestFrom } from "@/lib/auth/request-from";
import { codeSchema } from "@/lib/auth/schema";
import { openPendingSignIn } from "@/lib/auth/second-factor/pending-sign-in";
import { proveSecondFactor } from "@/lib/auth/second-factor/prove-second-factor";
import { startProviderSession, startSession } from "@/lib/auth/sessions/session";
import { prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";

/**
 * The second step: a code for the sign-in that `beginSignIn` left pending.
 * @returns null for a wrong code
 * @throws DomainError unauthenticated when there is no such sign-in (any more); too_many_requests
 */
export async function finishSignIn(
  { proof, code }: { proof: string; code: string },
  from: RequestFrom,
): Promise<{ sessionId: string; userId: string } | null> {
  const pending = await openPendingSignIn(proof);
  if (pending === null) throw new DomainError("unauthenticated", "This sign-in took too long. Start it again.");
  const parsed = codeSchema.safeParse(code);
  if (!parsed.success) return null;
  const { userId, method } = pending;
  const { name } = await prisma().user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } });
  if (!(await proveSecondFactor({ userId, name, from }, parsed.data))) return null;
  const sessionId = await (method === "password"
    ? startSession(userId, from)
    : startProviderSession(userId, from, method));
  if (sessionId === null) throw new DomainError("unauthenticated", "This account was unlinked meanwhile. Start again.");
  return { sessionId, userId };
}
