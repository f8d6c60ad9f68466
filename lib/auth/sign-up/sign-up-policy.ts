import { prisma, type Transaction } from "@/lib/db/prisma";
import { isMailConfigured } from "@/lib/mail/send-mail";
import type { SignUpRule } from "./may-sign-up";

export type SignUpPolicy = SignUpRule & {
  /** What stops the rule from working as it is meant to, for the operator to read; null when nothing does. */
  warning: string | null;
};

const NO_MAIL =
  "Domains are set and mail is not: nobody's address can be checked, so sign-ups with a password are refused. Set SMTP_URL and MAIL_FROM, or sign up with a provider.";

/** Who may open an account here. */
export async function signUpPolicy(db: Pick<Transaction, "deployment"> = prisma()): Promise<SignUpPolicy> {
  const row = await db.deployment.findUniqueOrThrow({
    where: { id: 1 },
    select: { signUpMode: true, signUpDomains: true },
  });
  return {
    mode: row.signUpMode,
    domains: row.signUpDomains,
    warning: row.signUpMode === "domains" && !isMailConfigured() ? NO_MAIL : null,
  };
}
