import { prisma } from "@/lib/db/prisma";
import { verifyPassword } from "./password";
import { signInSchema } from "./schema";
import { startSession } from "./session";
import { countAttempt, forgetAttempts, subject } from "./throttle";

const ATTEMPTS_PER_ADDRESS = 10;
const ATTEMPTS_PER_IP = 100;

/**
 * Checks an address and a password and starts a session. A wrong password and an unknown address get the same answer, in
 * the same time, and count against the same limits.
 * @returns null when they do not match
 * @throws DomainError too_many_requests
 */
export async function signIn(
  credentials: { email: string; password: string },
  from: { ip: string | null; userAgent: string | null },
): Promise<{ sessionId: string; userId: string } | null> {
  const parsed = signInSchema.safeParse(credentials);
  if (!parsed.success) return null;
  const address = subject("address", parsed.data.email);
  await countAttempt([
    { subject: address, limit: ATTEMPTS_PER_ADDRESS },
    ...(from.ip === null ? [] : [{ subject: subject("ip", from.ip), limit: ATTEMPTS_PER_IP }]),
  ]);
  const user = await prisma().user.findUnique({ where: { email: parsed.data.email } });
  if (!(await verifyPassword(user?.passwordHash ?? null, parsed.data.password)) || user === null) return null;
  await forgetAttempts([address]);
  return { sessionId: await startSession(user.id, from), userId: user.id };
}
