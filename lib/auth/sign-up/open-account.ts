import { linkTo, mailAccount } from "@/lib/auth/account/mail-account";
import { countMailAsked } from "@/lib/auth/account/request-password-reset";
import type { RequestFrom } from "@/lib/auth/request-from";
import type { SignUpInput } from "@/lib/auth/schema";
import { prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { accountExistsMail } from "@/lib/mail/account-mails";
import { sendInBackground } from "@/lib/mail/send-in-background";
import { isMailConfigured } from "@/lib/mail/send-mail";
import { signUp } from "./sign-up";

/** "sign_in": the account counts already; "look_into_mail": whatever there is to say is said in a mail to the address. */
export type Opened = { next: "sign_in" | "look_into_mail" };

/**
 * A new account by the sign-up page. With mail the answer is the same whether or not the address has an account: its owner learns
 * that in a mail.
 * @throws DomainError as signUp; conflict only without mail
 */
export async function openAccount(input: SignUpInput, from: RequestFrom): Promise<Opened> {
  const { email } = input;
  try {
    const made = await signUp(input, from);
    if (made.isConfirmed) return { next: "sign_in" };
  } catch (error) {
    if (!isMailConfigured() || !(error instanceof DomainError) || error.code !== "conflict") throw error;
    sendInBackground(() => tellOwner(email));
  }
  return { next: "look_into_mail" };
}

/** Silent once the address has had its share of mails: anybody could have them sent. */
async function tellOwner(email: string): Promise<void> {
  await countMailAsked(email, { ip: null });
  const owner = await prisma().user.findUniqueOrThrow({ where: { email } });
  await mailAccount(owner.email, (product) =>
    accountExistsMail(product, linkTo("/sign-in"), linkTo("/forgot-password")),
  );
}
