import type { RequestFrom } from "@/lib/auth/request-from";
import type { ChoosePasswordInput } from "@/lib/auth/schema";
import { countAttempt, subject } from "@/lib/auth/throttle";
import { inTransaction, prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { passwordChangedMail } from "@/lib/mail/account-mails";
import { sendInBackground } from "@/lib/mail/send-in-background";
import { isMailConfigured } from "@/lib/mail/send-mail";
import { linkTo, mailAccount } from "./mail-account";
import { readMailToken, takeMailToken } from "./mail-token";
import { hashPassword, passwordProblem } from "./password";
import { storePassword } from "./store-password";

const TRIES_PER_IP = 60;

const dead = (): DomainError =>
  new DomainError(
    "not_found",
    "This link serves no longer: it was used, replaced by a newer one, or is over 30 minutes old. Ask for a new one.",
  );

/** Whose password this link changes, or null when it serves no longer. */
export async function readResetLink(token: string): Promise<{ email: string } | null> {
  const proof = await readMailToken(prisma(), "reset_password", token);
  if (proof === null) return null;
  return prisma().user.findFirst({ where: { id: proof.userId, email: proof.email }, select: { email: true } });
}

/**
 * A new password by a link out of a mail; an account that had none gets its first. Every session ends and nobody is signed in: what
 * comes after a password (a second factor) is asked at the sign-in that follows.
 * @throws DomainError invalid; not_found when the link serves no longer; too_many_requests
 */
export async function choosePassword(input: ChoosePasswordInput, from: RequestFrom): Promise<{ email: string }> {
  if (from.ip !== null)
    await countAttempt([{ subject: subject("mail-from", `choose:${from.ip}`), limit: TRIES_PER_IP }]);
  const proof = await readMailToken(prisma(), "reset_password", input.token);
  if (proof === null) throw dead();
  const problem = passwordProblem(input.password, [proof.email, proof.email.split("@")[0] ?? ""]);
  if (problem) throw new DomainError("invalid", problem, { password: problem });
  const passwordHash = await hashPassword(input.password);
  await inTransaction(async (tx) => {
    const taken = await takeMailToken(tx, "reset_password", input.token);
    const user = taken && (await tx.user.findFirst({ where: { id: taken.userId, email: taken.email } }));
    if (user === null) throw dead();
    await storePassword(tx, user, passwordHash, from);
  });
  if (isMailConfigured())
    sendInBackground(() =>
      mailAccount(proof.email, (product) => passwordChangedMail(product, linkTo("/forgot-password"))),
    );
  return { email: proof.email };
}
