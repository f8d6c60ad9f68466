import { recordAccountEvent } from "@/lib/audit/record-account-event";
import { endAllSessions } from "@/lib/auth/sessions/session";
import { inTransaction, prisma, type Transaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { requireFreshSignIn } from "../fresh-sign-in";
import type { Person } from "../person";
import type { RequestFrom } from "../request-from";
import { emailSchema } from "../schema";
import { lockSecondFactor } from "./lock-second-factor";

async function turnOff(
  tx: Transaction,
  person: { userId: string; name: string },
  from: RequestFrom | null,
): Promise<void> {
  const { userId } = person;
  await lockSecondFactor(tx, userId);
  await tx.secondFactor.delete({ where: { userId } });
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await recordAccountEvent(tx, person, from, "account.second_factor_off");
}

/**
 * From now on the first factor alone signs this person in.
 * @throws DomainError fresh_sign_in_required; conflict when there is none
 */
export async function turnOffSecondFactor(person: Person): Promise<void> {
  requireFreshSignIn(person);
  await inTransaction((tx) => turnOff(tx, person, person));
}

/**
 * The operator's way for somebody who lost both phone and recovery codes; ends every session of that person.
 * @throws DomainError not_found; conflict when there is none; ZodError for what is no address
 */
export async function removeSecondFactor(input: { email: string }): Promise<void> {
  const email = emailSchema.parse(input.email);
  const user = await prisma().user.findUnique({ where: { email }, select: { id: true, name: true } });
  if (user === null) throw new DomainError("not_found", `No account has the address ${email}.`);
  await inTransaction(async (tx) => {
    await turnOff(tx, { userId: user.id, name: user.name }, null);
    await endAllSessions(user.id, tx);
  });
}
