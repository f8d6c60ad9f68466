import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "./generated/client";
import { pool } from "./pool";

export type Transaction = Prisma.TransactionClient;

/** What a caller wants written together with what a domain function made, in its transaction, or not at all. */
export type Alongside<T> = (tx: Transaction, made: T) => Promise<unknown>;

const shared = globalThis as { latchkeyPrisma?: PrismaClient };

export function prisma(): PrismaClient {
  shared.latchkeyPrisma ??= new PrismaClient({ adapter: new PrismaPg(pool()), errorFormat: "minimal" });
  return shared.latchkeyPrisma;
}

type LastAct = () => Promise<unknown>;
const lastActs = new WeakMap<Transaction, LastAct[]>();

/** Runs `work` in one transaction; waits up to 15 s for a connection, so that a burst queues instead of failing. @param timeout of the whole, ms */
export const inTransaction = <T>(work: (tx: Transaction) => Promise<T>, timeout = 20_000): Promise<T> =>
  prisma().$transaction(
    async (tx) => {
      const acts: LastAct[] = [];
      lastActs.set(tx, acts);
      const result = await work(tx);
      for (const act of acts) await act();
      return result;
    },
    { maxWait: 15_000, timeout },
  );

/**
 * Has `act` done in this transaction when all its other work is done, right before the commit: for what takes a lock that many
 * transactions want, so that it is held shortly, and by nobody who still waits for another lock.
 * @param tx of `inTransaction`
 */
export function beforeCommit(tx: Transaction, act: LastAct): void {
  const acts = lastActs.get(tx);
  if (acts === undefined) throw new Error("beforeCommit needs a transaction that inTransaction runs.");
  acts.push(act);
}
