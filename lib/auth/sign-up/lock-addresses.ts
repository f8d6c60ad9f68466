import type { Transaction } from "@/lib/db/prisma";

// Any fixed number.
const ADDRESS_LOCK = 7_212_466_540;

/** Whoever takes an address waits for whoever else does, so that exactly one gets it, and exactly one account is the first. */
export async function lockAddresses(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ADDRESS_LOCK})`;
}
