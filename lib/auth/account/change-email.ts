import { recordAccountEvent } from "@/lib/audit/record-account-event";
import { requireFreshSignIn } from "@/lib/auth/fresh-sign-in";
import type { Person } from "@/lib/auth/person";
import type { AddressInput } from "@/lib/auth/schema";
import { lockAddresses } from "@/lib/auth/sign-up/lock-addresses";
import { clock } from "@/lib/clock";
import { inTransaction, prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { accountExistsMail, addressChangeAskedMail, confirmNewAddressMail } from "@/lib/mail/account-mails";
import { sendInBackground } from "@/lib/mail/send-in-background";
import { isMailConfigured } from "@/lib/mail/send-mail";
import { linkTo, mailAccount } from "./mail-account";
import { countMailAsked } from "./request-password-reset";
import { makeConfirmLink } from "./send-confirmation";

/**
 * Another address for the person's own account. With mail the new one replaces the old one once it is confirmed by a link, and the
 * old one is told at once; who already uses the new one is not said, but told. Without mail it changes at once.
 * @returns whether a link has to be opened first
 * @throws DomainError fresh_sign_in_required; invalid; conflict; too_many_requests
 */
export async function changeEmail(person: Person, input: AddressInput): Promise<{ confirm: boolean }> {
  requireFreshSignIn(person);
  if (input.email === person.email) {
    const message = "This is your address already.";
    throw new DomainError("invalid", message, { email: message });
  }
  if (!isMailConfigured()) {
    await replaceEmail(person, input.email);
    return { confirm: false };
  }
  await countMailAsked(input.email, person);
  sendInBackground(() => askToConfirm(person, input.email));
  return { confirm: true };
}

async function askToConfirm(person: Person, email: string): Promise<void> {
  const resetLink = linkTo("/forgot-password");
  await mailAccount(person.email, (product) => addressChangeAskedMail(product, email, resetLink));
  if ((await prisma().user.findUnique({ where: { email }, select: { id: true } })) !== null) {
    await mailAccount(email, (product) => accountExistsMail(product, linkTo("/sign-in"), resetLink));
    return;
  }
  const link = await makeConfirmLink({ userId: person.userId, email });
  await mailAccount(email, (product) => confirmNewAddressMail(product, link));
}

const replaceEmail = (person: Person, email: string): Promise<void> =>
  inTransaction(async (tx) => {
    await lockAddresses(tx);
    if ((await tx.user.findUnique({ where: { email }, select: { id: true } })) !== null) {
      const message = "Another account has this address. Use another one.";
      throw new DomainError("conflict", message, { email: message });
    }
    await tx.user.update({ where: { id: person.userId }, data: { email, emailConfirmedAt: clock.now() } });
    await tx.mailToken.deleteMany({ where: { userId: person.userId } });
    const facts = { before: { email: person.email }, after: { email } };
    await recordAccountEvent(tx, person, person, "account.email", facts);
  });
