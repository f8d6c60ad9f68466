import { recordAccountEvent } from "@/lib/audit/record-account-event";
import { requireFreshSignIn } from "@/lib/auth/fresh-sign-in";
import type { Person } from "@/lib/auth/person";
import type { ProviderInput } from "@/lib/auth/schema";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { configuredProviders, providerName } from "./configured-providers";

/**
 * Ends the link to a provider, and the person's other sessions that began with it. What is left must let them in: a password, or
 * another account at a provider that is configured.
 * @throws DomainError fresh_sign_in_required; not_found; conflict for the last way in
 */
export async function unlinkAccount(person: Person, { provider }: ProviderInput): Promise<void> {
  requireFreshSignIn(person);
  const usable = configuredProviders().map(({ id }) => String(id));
  await inTransaction(async (tx) => {
    // Two unlinked at the same time must not leave none.
    await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${person.userId}::uuid FOR NO KEY UPDATE`;
    const user = await tx.user.findUniqueOrThrow({
      where: { id: person.userId },
      select: { passwordHash: true, linkedAccounts: true },
    });
    const linked = user.linkedAccounts.find((account) => account.provider === provider);
    const name = providerName(provider);
    if (linked === undefined) throw new DomainError("not_found", `No ${name} account is linked to yours.`);
    const others = user.linkedAccounts.filter((account) => account !== linked && usable.includes(account.provider));
    if (user.passwordHash === null && others.length === 0)
      throw new DomainError(
        "conflict",
        `${name} is your only way in. Choose a password first (“Forgot password” on the sign-in page), or link another account.`,
      );
    await tx.linkedAccount.delete({ where: { id: linked.id } });
    await tx.session.updateMany({
      where: { userId: person.userId, method: provider, revokedAt: null, id: { not: person.sessionId } },
      data: { revokedAt: clock.now() },
    });
    const before = { provider, account: linked.name };
    await recordAccountEvent(tx, person, person, "account.unlink", { before });
  });
}
