import { recordAccountEvent } from "@/lib/audit/record-account-event";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { requireFreshSignIn } from "../fresh-sign-in";
import type { Person } from "../person";
import { countAttempt, forgetAttempts, subject } from "../throttle";
import { alreadyOn } from "./begin-enrolment";
import { SECOND_FACTOR_ATTEMPTS, takeTotpCode } from "./prove-second-factor";
import { replaceRecoveryCodes } from "./replace-recovery-codes";

const wrong = (): DomainError => {
  const message = "This code does not count. Check the clock of your phone, and use the code shown now.";
  return new DomainError("invalid", message, { code: message });
};

/**
 * Turns the second factor on, once a code shows that the app has the secret. The code is thereby used.
 * @returns the recovery codes, which can be read here and never again
 * @throws DomainError fresh_sign_in_required; invalid; conflict; too_many_requests
 */
export async function confirmEnrolment(person: Person, { code }: { code: string }): Promise<{ codes: string[] }> {
  requireFreshSignIn(person);
  const attempts = subject("second-factor", person.userId);
  await countAttempt([{ subject: attempts, limit: SECOND_FACTOR_ATTEMPTS }]);
  const codes = await inTransaction(async (tx) => {
    const { userId } = person;
    const proven = await takeTotpCode(tx, userId, code);
    // Asked only now, behind the lock: of two at the same time one turns it on.
    if ((await tx.secondFactor.count({ where: { userId, confirmedAt: { not: null } } })) > 0) throw alreadyOn();
    if (!proven) throw wrong();
    await tx.secondFactor.update({ where: { userId }, data: { confirmedAt: clock.now() } });
    const made = await replaceRecoveryCodes(tx, userId);
    await recordAccountEvent(tx, person, person, "account.second_factor_on", {
      after: { recoveryCodes: made.length },
    });
    return made;
  });
  await forgetAttempts([attempts]);
  return { codes };
}
