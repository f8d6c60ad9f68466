import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "./generated/client";
import { pool } from "./pool";

export type Transaction = Prisma.TransactionClient;

const shared = globalThis as { latchkeyPrisma?: PrismaClient };

export function prisma(): PrismaClient {
  shared.latchkeyPrisma ??= new PrismaClient({ adapter: new PrismaPg(pool()), errorFormat: "minimal" });
  return shared.latchkeyPrisma;
}

/** Runs `work` in one transaction; waits up to 15 s for a connection, so that a burst queues instead of failing. */
export const inTransaction = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
  prisma().$transaction(work, { maxWait: 15_000, timeout: 20_000 });
