import type { Transporter } from "nodemailer";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { openMailTransport } from "./mail-transport";
import type { MailText } from "./write-mail";

export type Mail = MailText & { to: string };

let transport: Transporter | undefined;

/** Whether mails can be sent at all (SMTP_URL and MAIL_FROM); without it the dashboard shows links to who may pass them on. */
export const isMailConfigured = (): boolean => env().SMTP_URL !== undefined;

/**
 * Hands one mail to the server of SMTP_URL.
 * @throws DomainError unavailable when the server does not take it; neither address nor text are logged
 */
export async function sendMail({ to, subject, text, html }: Mail): Promise<void> {
  transport ??= openMailTransport();
  try {
    await transport.sendMail({ to, subject, text, html });
  } catch (error) {
    log.error({ reason: (error as { code?: string }).code ?? "unknown" }, "the mail server did not take a mail");
    throw new DomainError(
      "unavailable",
      "The mail could not be sent: the mail server does not take it. Try again in a minute.",
    );
  }
}
