import type { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/prisma";

/** Whatever ends secrets forgets their sealed form in the same transaction; what ends by time is forgotten by the worker. */
export async function forgetSealed(tx: Transaction, which: Prisma.SecretWhereInput): Promise<void> {
  await tx.sealedSecret.deleteMany({ where: { secret: which } });
}
