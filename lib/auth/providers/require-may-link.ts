import { requireFreshSignIn } from "@/lib/auth/fresh-sign-in";
import type { ProviderInput } from "@/lib/auth/schema";
import { prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { configuredProviders, providerName } from "./configured-providers";

/**
 * Whether a person may start to link an account at this provider, which will let them in from then on.
 * @throws DomainError fresh_sign_in_required; not_found when the provider is not configured; conflict when one is linked
 */
export async function requireMayLink(
  person: { userId: string; authenticatedAt: Date | null },
  { provider }: ProviderInput,
): Promise<void> {
  requireFreshSignIn(person);
  if (!configuredProviders().some(({ id }) => id === provider))
    throw new DomainError("not_found", "This deployment does not sign in with this provider. Ask its operator.");
  const linked = await prisma().linkedAccount.findUnique({
    where: { userId_provider: { userId: person.userId, provider } },
  });
  if (linked !== null)
    throw new DomainError("conflict", `A ${providerName(provider)} account is linked already. Unlink it first.`);
}
