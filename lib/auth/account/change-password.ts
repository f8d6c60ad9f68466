import { recordAccountEvent } from "@/lib/audit/record-account-event";
import { requireFreshSignIn } from "@/lib/auth/fresh-sign-in";
import type { Person } from "@/lib/auth/person";
import type { ChangePasswordInput } from "@/lib/auth/schema";
import { endOtherSessions } from "@/lib/auth/sessions/session";
import { checkPassword } from "@/lib/auth/sign-in/check-password";
import { inTransaction, prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { hashPassword, passwordProblem, verifyPassword } from "./password";

const refused = (field: "current" | "password", message: string) =>
  new DomainError("invalid", message, { [field]: message });

/**
 * A new password; every other session of the person ends. Whoever has none yet (a provider signs them in) proves who they are by a
 * fresh sign-in instead of the current one.
 * @returns how many sessions were ended
 * @throws DomainError invalid with the field at fault; too_many_requests; fresh_sign_in_required; conflict
 */
export async function changePassword(person: Person, input: ChangePasswordInput): Promise<{ ended: number }> {
  const { userId, email, name } = person;
  const stored = await prisma().user.findUniqueOrThrow({ where: { id: userId }, select: { passwordHash: true } });
  if (stored.passwordHash === null) requireFreshSignIn(person);
  else if ((await checkPassword({ email, password: input.current ?? "" }, person))?.id !== userId) {
    throw refused("current", "This is not your password. Check it and try again.");
  }
  const problem = passwordProblem(input.password, [email, email.split("@")[0] ?? "", name]);
  if (problem) throw refused("password", problem);
  if (await verifyPassword(stored.passwordHash, input.password)) {
    throw refused("password", "This is your password already. Choose another one.");
  }
  const passwordHash = await hashPassword(input.password);
  return inTransaction(async (tx) => {
    // Before the sessions: a sign-in with the old password waits here, or was there before and is ended below.
    const changed = await tx.user.updateMany({ where: { id: userId, ...stored }, data: { passwordHash } });
    if (changed.count === 0)
      throw new DomainError("conflict", "Your password was changed a moment ago. Reload the page.");
    const ended = await endOtherSessions(person, tx);
    await recordAccountEvent(tx, person, person, "account.password", { after: { sessionsEnded: ended } });
    return { ended };
  });
}
