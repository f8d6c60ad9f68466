import { recordAccountEvent } from "@/lib/audit/record-account-event";
import type { Person } from "@/lib/auth/person";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import type { ProviderIdentity } from "./provider";
import type { ProviderProblem } from "./provider-problem";

/**
 * Links an account at a provider to the person signed in, who may sign in with it from then on. That it is they who ask was settled
 * when the link was started (link-intent.ts).
 * @returns why it was not linked, or null
 */
export async function linkAccount(person: Person, identity: ProviderIdentity): Promise<ProviderProblem | null> {
  const { provider, subject, account } = identity;
  return inTransaction(async (tx) => {
    // Two answers at the same time, for two people or one, wait for each other.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${provider}:${subject}`}, 0))`;
    await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${person.userId}::uuid FOR NO KEY UPDATE`;
    const there = await tx.linkedAccount.findUnique({ where: { provider_subject: { provider, subject } } });
    if (there !== null) return there.userId === person.userId ? null : "linked_elsewhere";
    const other = await tx.linkedAccount.findUnique({
      where: { userId_provider: { userId: person.userId, provider } },
    });
    if (other !== null) return "link_replaces";
    await tx.linkedAccount.create({
      data: { id: newId(), userId: person.userId, provider, subject, name: account, createdAt: clock.now() },
    });
    await recordAccountEvent(tx, person, person, "account.link", { after: { provider, account } });
    return null;
  });
}
