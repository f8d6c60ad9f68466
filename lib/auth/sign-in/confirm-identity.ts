import type { Person } from "@/lib/auth/person";
import { configuredProviders } from "@/lib/auth/providers/configured-providers";
import type { ProviderView } from "@/lib/auth/providers/provider";
import type { ConfirmIdentityInput } from "@/lib/auth/schema";
import { hasSecondFactor, proveSecondFactor } from "@/lib/auth/second-factor/prove-second-factor";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { checkPassword } from "./check-password";

/** What a person is asked for to prove who they are: the same as when they sign in. */
export type IdentityProof = {
  /** False: they sign in with a provider, and do so again. */
  password: boolean;
  /** A code of the second factor, beside the password. */
  code: boolean;
  /** The providers they can sign in with here. */
  providers: ProviderView[];
};

export async function identityProof(person: Pick<Person, "userId">): Promise<IdentityProof> {
  const { passwordHash, linkedAccounts } = await prisma().user.findUniqueOrThrow({
    where: { id: person.userId },
    select: { passwordHash: true, linkedAccounts: { select: { provider: true } } },
  });
  return {
    password: passwordHash !== null,
    code: await hasSecondFactor(person.userId),
    providers: configuredProviders().filter(({ id }) => linkedAccounts.some(({ provider }) => provider === id)),
  };
}

const wrong = (field: "password" | "code", message: string) =>
  new DomainError("invalid", message, { [field]: message });

/**
 * Proves once more who is at this session, for what asks for a fresh sign-in (`requireFreshSignIn`). A code is looked at only
 * behind the right password, so that it cannot be guessed without it.
 * @throws DomainError invalid with the field at fault; too_many_requests; conflict for an account without a password
 */
export async function confirmIdentity(person: Person, input: ConfirmIdentityInput): Promise<void> {
  const proof = await identityProof(person);
  if (!proof.password) {
    throw new DomainError("conflict", "This account has no password. Sign in again with the provider it is linked to.");
  }
  const user = await checkPassword({ email: person.email, password: input.password }, person);
  if (user?.id !== person.userId) throw wrong("password", "This is not your password. Check it and try again.");
  const who = { userId: person.userId, name: person.name, from: person };
  if (proof.code && !(await proveSecondFactor(who, input.code ?? ""))) {
    throw wrong("code", "This code does not count. Use the one your app shows now, or a recovery code.");
  }
  const { count } = await prisma().session.updateMany({
    where: { id: person.sessionId, userId: person.userId, revokedAt: null },
    data: { authenticatedAt: clock.now() },
  });
  if (count === 0) throw new DomainError("unauthenticated", "Your session has ended. Sign in again.");
}
