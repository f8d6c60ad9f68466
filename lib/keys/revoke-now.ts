import type { Transaction } from "@/lib/db/prisma";
import type { Change } from "./change-key";
import { forgetSealed } from "./forget-sealed";
import type { StoredKey } from "./load-key";

/** Ends a locked key for good, in the caller's transaction. Null: it was revoked already, and nothing is changed. */
export async function revokeNow(
  tx: Transaction,
  key: Pick<StoredKey, "id" | "revokedAt">,
  now: Date,
  reason: string | null,
): Promise<Change> {
  if (key.revokedAt !== null) return null;
  await tx.key.update({ where: { id: key.id }, data: { revokedAt: now, revokeReason: reason, updatedAt: now } });
  await forgetSealed(tx, { keyId: key.id });
  return { before: { revokedAt: null }, after: { revokedAt: now.toISOString(), reason } };
}
