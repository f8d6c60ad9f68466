import { recordAccountEvent } from "@/lib/audit/record-account-event";
import { subject } from "@/lib/auth/throttle";
import { clock } from "@/lib/clock";
import type { Transaction } from "@/lib/db/prisma";

/**
 * A new password in place of whatever was there, in the caller's transaction: every session ends, and so does every link that was
 * mailed before. Whoever got here reads the account's mail or was let in by the operator, so its address counts from now on.
 */
export async function storePassword(
  tx: Transaction,
  user: { id: string; name: string; email: string; emailConfirmedAt: Date | null },
  passwordHash: string,
  from: { ip: string | null; userAgent: string | null; requestId: string } | null,
): Promise<void> {
  const now = clock.now();
  await tx.user.update({
    where: { id: user.id },
    data: { passwordHash, emailConfirmedAt: user.emailConfirmedAt ?? now },
  });
  await tx.session.updateMany({ where: { userId: user.id, revokedAt: null }, data: { revokedAt: now } });
  // A change of address that somebody else asked for must not outlive the password they knew.
  await tx.mailToken.deleteMany({ where: { userId: user.id } });
  await tx.signInThrottle.deleteMany({ where: { subject: subject("address", user.email) } });
  await recordAccountEvent(tx, { userId: user.id, name: user.name }, from, "account.password");
}
