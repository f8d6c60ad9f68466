import { env } from "@/lib/env";
import { sendMail } from "@/lib/mail/send-mail";
import type { MailText } from "@/lib/mail/write-mail";
import { deploymentSettings } from "@/lib/operator/deployment-settings";

/** A page of this dashboard, as a mail can link to it. */
export const linkTo = (path: string): string => new URL(path, env().NEXTAUTH_URL).href;

/**
 * Sends one of the account mails under the deployment's own name.
 * @throws DomainError unavailable
 */
export async function mailAccount(to: string, write: (product: string) => MailText): Promise<void> {
  const { productName } = await deploymentSettings();
  await sendMail({ to, ...write(productName) });
}
