import { countAttempt, subject } from "@/lib/auth/throttle";
import { inTransaction, prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { resetPasswordMail } from "@/lib/mail/account-mails";
import { sendInBackground } from "@/lib/mail/send-in-background";
import { isMailConfigured } from "@/lib/mail/send-mail";
import { linkTo, mailAccount } from "./mail-account";
import { issueMailToken } from "./mail-token";

const MAILS_PER_ADDRESS = 5;
const ASKED_PER_IP = 30;

/** Counts what is asked for, whoever it is asked about: the answer to too many says nothing about an address either. */
export async function countMailAsked(email: string, from: { ip: string | null }): Promise<void> {
  await countAttempt([
    ...(from.ip === null ? [] : [{ subject: subject("mail-from", from.ip), limit: ASKED_PER_IP }]),
    { subject: subject("mail-to", email), limit: MAILS_PER_ADDRESS },
  ]);
}

/** A page to choose a new password on, for whoever holds the link; ends the links made before. */
export const makeResetLink = async (user: { id: string; email: string }): Promise<string> =>
  linkTo(
    `/reset-password/${await inTransaction((tx) => issueMailToken(tx, "reset_password", { userId: user.id, email: user.email }))}`,
  );

/**
 * Mails a link for a new password to an address that has an account. Nobody learns which has: the answer is the same, and
 * given before anybody is looked up.
 * @throws DomainError too_many_requests; unavailable when this deployment sends no mail
 */
export async function requestPasswordReset(input: { email: string }, from: { ip: string | null }): Promise<void> {
  if (!isMailConfigured())
    throw new DomainError(
      "unavailable",
      "This deployment sends no mail. Ask its operator for a link to choose a new password.",
    );
  await countMailAsked(input.email, from);
  sendInBackground(async () => {
    const user = await prisma().user.findUnique({ where: { email: input.email } });
    if (user === null) return;
    const link = await makeResetLink(user);
    await mailAccount(user.email, (product) => resetPasswordMail(product, link));
  });
}
