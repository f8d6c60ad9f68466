import { hashPassword, passwordProblem } from "@/lib/auth/account/password";
import { sendConfirmation } from "@/lib/auth/account/send-confirmation";
import type { SignUpInput } from "@/lib/auth/schema";
import { countAttempt, subject } from "@/lib/auth/throttle";
import { clock } from "@/lib/clock";
import { inTransaction, prisma, type Transaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { sendInBackground } from "@/lib/mail/send-in-background";
import { isMailConfigured } from "@/lib/mail/send-mail";
import { createTeam } from "@/lib/teams/create-team";
import { lockAddresses } from "./lock-addresses";
import { requireMaySignUp } from "./require-may-sign-up";

const SIGN_UPS_PER_IP = 20;

/** True until the first account exists; that account becomes the operator. */
export const isFirstRun = async (): Promise<boolean> =>
  (await prisma().user.findFirst({ select: { id: true } })) === null;

export type SignedUp = {
  userId: string;
  teamId: string;
  teamSlug: string;
  isOperator: boolean;
  /** False until a link in a mail was opened; with no mail, and for the operator, it is true at once. */
  isConfirmed: boolean;
};

/**
 * A new account that owns a new team. The deployment's first account is its operator, and counts at once.
 * @param onlyFirst refuse with `conflict` when an account exists (the command line's bootstrap)
 * @param join the way into a team that is there already, in place of a new one (an invitation)
 * @throws DomainError invalid with the field at fault; forbidden by the operator's rule; conflict; too_many_requests
 */
export async function signUp(
  input: SignUpInput,
  from: { ip: string | null; userAgent: string | null; requestId: string },
  onlyFirst = false,
  join?: (tx: Transaction, user: { id: string; name: string }) => Promise<{ id: string; slug: string }>,
): Promise<SignedUp> {
  const problem = passwordProblem(input.password, [
    input.email,
    input.email.split("@")[0] ?? "",
    input.name,
    input.teamName,
  ]);
  if (problem) throw new DomainError("invalid", problem, { password: problem });
  if (from.ip !== null) await countAttempt([{ subject: subject("sign-up", from.ip), limit: SIGN_UPS_PER_IP }]);
  const passwordHash = await hashPassword(input.password);

  const made = await inTransaction(async (tx) => {
    await lockAddresses(tx);
    const isOperator = (await tx.user.findFirst({ select: { id: true } })) === null;
    if (onlyFirst && !isOperator) {
      throw new DomainError(
        "conflict",
        "Accounts exist already, so there is nothing to bootstrap. Sign in on the dashboard instead.",
      );
    }
    await requireMaySignUp(tx, { email: input.email, isFirst: isOperator, isProven: isMailConfigured() });
    if (await tx.user.findUnique({ where: { email: input.email }, select: { id: true } })) {
      const message = "This address has an account. Sign in instead, or use another address.";
      throw new DomainError("conflict", message, { email: message });
    }
    const isConfirmed = isOperator || !isMailConfigured();
    const now = clock.now();
    const user = await tx.user.create({
      data: {
        id: newId(),
        email: input.email,
        emailConfirmedAt: isConfirmed ? now : null,
        name: input.name,
        passwordHash,
        isOperator,
        createdAt: now,
      },
    });
    const team = await (join?.(tx, user) ?? createTeam(tx, { ...from, id: user.id, name: user.name }, input.teamName));
    return { userId: user.id, teamId: team.id, teamSlug: team.slug, isOperator, isConfirmed };
  });
  if (!made.isConfirmed) sendInBackground(() => sendConfirmation({ userId: made.userId, email: input.email }));
  return made;
}
