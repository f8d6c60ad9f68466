import { recordAccountEvent } from "@/lib/audit/record-account-event";
import { inTransaction } from "@/lib/db/prisma";
import { requireFreshSignIn } from "../fresh-sign-in";
import type { Person } from "../person";
import { lockSecondFactor } from "./lock-second-factor";
import { replaceRecoveryCodes } from "./replace-recovery-codes";

/**
 * Ten new recovery codes; those there were no longer count.
 * @throws DomainError fresh_sign_in_required; conflict when there is no second factor
 */
export async function regenerateRecoveryCodes(person: Person): Promise<{ codes: string[] }> {
  requireFreshSignIn(person);
  return inTransaction(async (tx) => {
    await lockSecondFactor(tx, person.userId);
    const left = await tx.recoveryCode.count({ where: { userId: person.userId, usedAt: null } });
    const codes = await replaceRecoveryCodes(tx, person.userId);
    await recordAccountEvent(tx, person, person, "account.recovery_codes", {
      before: { left },
      after: { left: codes.length },
    });
    return { codes };
  });
}
