import { recordAccountEvent } from "@/lib/audit/record-account-event";
import type { RequestFrom } from "@/lib/auth/request-from";
import type { ConfirmEmailInput } from "@/lib/auth/schema";
import { lockAddresses } from "@/lib/auth/sign-up/lock-addresses";
import { clock } from "@/lib/clock";
import { inTransaction, prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { readMailToken, takeMailToken } from "./mail-token";

const dead = (): DomainError =>
  new DomainError(
    "not_found",
    "This link serves no longer: it was used, replaced by a newer one, or is over 24 hours old. Ask for a new one.",
  );

/** Which address of which account this link confirms, or null when it serves no longer. */
export const readConfirmLink = (token: string): Promise<{ userId: string; email: string } | null> =>
  readMailToken(prisma(), "confirm_email", token);

/**
 * Makes the address out of the link that of the account: for a new account it counts from now on, for another it replaces the one
 * before. Only whoever is signed in to the account may: somebody else may have opened it with an address that is not theirs, and
 * its owner must not let them in by following a link.
 * @throws DomainError not_found; conflict when another account took the address meanwhile
 */
export async function confirmEmail(
  person: { userId: string },
  input: ConfirmEmailInput,
  from: RequestFrom,
): Promise<{ email: string }> {
  return inTransaction(async (tx) => {
    await lockAddresses(tx);
    const proof = await takeMailToken(tx, "confirm_email", input.token);
    if (proof === null || proof.userId !== person.userId) throw dead();
    const user = await tx.user.findUniqueOrThrow({ where: { id: proof.userId } });
    const owner = await tx.user.findUnique({ where: { email: proof.email }, select: { id: true } });
    if (owner !== null && owner.id !== user.id)
      throw new DomainError("conflict", "Another account has this address by now. Ask for a change to another one.");
    await tx.user.update({
      where: { id: user.id },
      data: { email: proof.email, emailConfirmedAt: clock.now() },
    });
    if (proof.email !== user.email) {
      await tx.mailToken.deleteMany({ where: { userId: user.id } });
      const facts = { before: { email: user.email }, after: { email: proof.email } };
      await recordAccountEvent(tx, { userId: user.id, name: user.name }, from, "account.email", facts);
    }
    return { email: proof.email };
  });
}
