import type { Transaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { isInvited } from "./is-invited";
import { type SignUpCase, signUpProblem } from "./may-sign-up";
import { signUpPolicy } from "./sign-up-policy";

/**
 * The operator's rule about who may open an account, asked in the transaction that opens it. Asked before anybody is looked up, so
 * that its answer says nothing about who has one.
 * @throws DomainError forbidden
 */
export async function requireMaySignUp(tx: Transaction, who: Omit<SignUpCase, "isInvited">): Promise<void> {
  const problem = signUpProblem(await signUpPolicy(tx), { ...who, isInvited: await isInvited(tx, who.email) });
  if (problem !== null) throw new DomainError("forbidden", problem, { email: problem });
}
