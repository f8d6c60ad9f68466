import { verifyPassword } from "@/lib/auth/account/password";
import { countAttempt, forgetAttempts, subject } from "@/lib/auth/throttle";
import { prisma } from "@/lib/db/prisma";

const ATTEMPTS_PER_ADDRESS = 10;
const ATTEMPTS_PER_IP = 100;

/**
 * Whether this is the password of this address. A wrong one and an unknown address take the same time and count against the
 * same limits, wherever the password is asked for.
 * @returns the account with the hash that was matched, or null
 * @throws DomainError too_many_requests
 */
export async function checkPassword(
  { email, password }: { email: string; password: string },
  from: { ip: string | null },
): Promise<{ id: string; passwordHash: string } | null> {
  const address = subject("address", email);
  await countAttempt([
    { subject: address, limit: ATTEMPTS_PER_ADDRESS },
    ...(from.ip === null ? [] : [{ subject: subject("ip", from.ip), limit: ATTEMPTS_PER_IP }]),
  ]);
  const user = await prisma().user.findUnique({ where: { email }, select: { id: true, passwordHash: true } });
  const passwordHash = user?.passwordHash ?? null;
  if (!(await verifyPassword(passwordHash, password)) || user === null || passwordHash === null) return null;
  await forgetAttempts([address]);
  return { id: user.id, passwordHash };
}
