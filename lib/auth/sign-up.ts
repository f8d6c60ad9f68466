import { clock } from "@/lib/clock";
import { inTransaction, prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { createTeam } from "@/lib/teams/create-team";
import { hashPassword, passwordProblem } from "./password";
import type { SignUpInput } from "./schema";
import { countAttempt, subject } from "./throttle";

const SIGN_UPS_PER_IP = 20;
// Any fixed number: sign-ups wait for each other, so that exactly one is the first.
const SIGN_UP_LOCK = 7_212_466_540;

/** True until the first account exists; that account becomes the operator. */
export const isFirstRun = async (): Promise<boolean> =>
  (await prisma().user.findFirst({ select: { id: true } })) === null;

export type SignedUp = { userId: string; teamId: string; teamSlug: string; isOperator: boolean };

/**
 * A new account that owns a new team. The deployment's first account is its operator.
 * @param onlyFirst refuse with `conflict` when an account exists (the command line's bootstrap)
 * @throws DomainError invalid with the field at fault; conflict; too_many_requests
 */
export async function signUp(
  input: SignUpInput,
  from: { ip: string | null; userAgent: string | null; requestId: string },
  onlyFirst = false,
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

  return inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SIGN_UP_LOCK})`;
    const isOperator = (await tx.user.findFirst({ select: { id: true } })) === null;
    if (onlyFirst && !isOperator) {
      throw new DomainError(
        "conflict",
        "Accounts exist already, so there is nothing to bootstrap. Sign in on the dashboard instead.",
      );
    }
    if (await tx.user.findUnique({ where: { email: input.email }, select: { id: true } })) {
      const message = "This address has an account. Sign in instead, or use another address.";
      throw new DomainError("conflict", message, { email: message });
    }
    const user = await tx.user.create({
      data: { id: newId(), email: input.email, name: input.name, passwordHash, isOperator, createdAt: clock.now() },
    });
    const team = await createTeam(tx, { ...from, id: user.id, name: user.name }, input.teamName);
    return { userId: user.id, teamId: team.id, teamSlug: team.slug, isOperator };
  });
}
