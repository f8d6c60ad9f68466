import type { Transaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";

/**
 * Holds a person's second factor until the transaction ends, so that changes to it go one after the other.
 * @throws DomainError conflict when none is on
 */
export async function lockSecondFactor(tx: Transaction, userId: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM second_factors WHERE user_id = ${userId}::uuid AND confirmed_at IS NOT NULL FOR UPDATE`;
  if (rows.length === 0) throw new DomainError("conflict", "The second factor is off. Set it up first.");
}
