import { emailSchema } from "@/lib/auth/schema";
import { inTransaction, prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { hashPassword, passwordProblem } from "./password";
import { makeResetLink } from "./request-password-reset";
import { storePassword } from "./store-password";

const noAccount = (email: string): DomainError => new DomainError("not_found", `No account has the address ${email}.`);

/**
 * The operator's way to a new password; ends every session of that person.
 * @throws DomainError not_found; invalid
 */
export async function resetPassword(input: { email: string; password: string }): Promise<void> {
  const email = emailSchema.parse(input.email);
  const problem = passwordProblem(input.password, [email]);
  if (problem) throw new DomainError("invalid", problem, { password: problem });
  const passwordHash = await hashPassword(input.password);
  await inTransaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { email } });
    if (user === null) throw noAccount(email);
    await storePassword(tx, user, passwordHash, null);
  });
}

/**
 * The operator's way without knowing the password: a link to hand to the person, once, for 30 minutes.
 * @throws DomainError not_found
 */
export async function createResetLink(input: { email: string }): Promise<string> {
  const email = emailSchema.parse(input.email);
  const user = await prisma().user.findUnique({ where: { email } });
  if (user === null) throw noAccount(email);
  return makeResetLink(user);
}
