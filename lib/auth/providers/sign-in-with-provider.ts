import type { RequestFrom } from "@/lib/auth/request-from";
import { lockAddresses } from "@/lib/auth/sign-up/lock-addresses";
import { requireMaySignUp } from "@/lib/auth/sign-up/require-may-sign-up";
import { countAttempt, subject } from "@/lib/auth/throttle";
import { clock } from "@/lib/clock";
import { inTransaction, prisma, type Transaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { ProviderIdentity } from "./provider";
import type { ProviderProblem } from "./provider-problem";

const SIGN_UPS_PER_IP = 20;

export type Provided = { userId: string } | { problem: ProviderProblem };

const known = (db: Pick<Transaction, "linkedAccount">, { provider, subject }: ProviderIdentity) =>
  db.linkedAccount.findUnique({ where: { provider_subject: { provider, subject } }, select: { userId: true } });

/**
 * The person behind an account at a provider: the one it is linked to, or a new one. Never one who merely has the same address:
 * whoever holds the address at the provider need not be who holds the account here.
 * @throws DomainError too_many_requests
 */
export async function signInWithProvider(identity: ProviderIdentity, from: RequestFrom): Promise<Provided> {
  const linked = await known(prisma(), identity);
  if (linked !== null) return { userId: linked.userId };
  const email = identity.verifiedEmail;
  if (email === null) return { problem: "address_unverified" };
  if (from.ip !== null) await countAttempt([{ subject: subject("sign-up", from.ip), limit: SIGN_UPS_PER_IP }]);
  return inTransaction(async (tx) => {
    await lockAddresses(tx);
    // Two answers of the provider at the same time make one account.
    const meanwhile = await known(tx, identity);
    if (meanwhile !== null) return { userId: meanwhile.userId };
    if (await tx.user.findUnique({ where: { email }, select: { id: true } })) return { problem: "account_exists" };
    const isFirst = (await tx.user.findFirst({ select: { id: true } })) === null;
    try {
      await requireMaySignUp(tx, { email, isFirst, isProven: true });
    } catch (error) {
      if (error instanceof DomainError) return { problem: "sign_up_refused" };
      throw error;
    }
    return { userId: await createPerson(tx, identity, email, isFirst) };
  });
}

/** In no team yet: an open invitation may lead into one, else the person names one of their own. */
async function createPerson(
  tx: Transaction,
  identity: ProviderIdentity,
  email: string,
  isOperator: boolean,
): Promise<string> {
  const now = clock.now();
  const { provider, subject, account, name } = identity;
  const user = await tx.user.create({
    data: {
      id: newId(),
      email,
      emailConfirmedAt: now,
      name,
      passwordHash: null,
      isOperator,
      createdAt: now,
      linkedAccounts: { create: { id: newId(), provider, subject, name: account, createdAt: now } },
    },
  });
  return user.id;
}
