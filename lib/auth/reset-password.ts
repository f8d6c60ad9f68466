import { prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { hashPassword, passwordProblem } from "./password";
import { emailSchema } from "./schema";
import { endAllSessions } from "./session";
import { forgetAttempts, subject } from "./throttle";

/**
 * The operator's way to a new password; ends every session of that person.
 * @throws DomainError not_found; invalid
 */
export async function resetPassword(input: { email: string; password: string }): Promise<void> {
  const email = emailSchema.parse(input.email);
  const problem = passwordProblem(input.password, [email]);
  if (problem) throw new DomainError("invalid", problem, { password: problem });
  const user = await prisma().user.findUnique({ where: { email } });
  if (user === null) throw new DomainError("not_found", `No account has the address ${email}.`);
  await prisma().user.update({ where: { id: user.id }, data: { passwordHash: await hashPassword(input.password) } });
  await endAllSessions(user.id);
  await forgetAttempts([subject("address", email)]);
}
