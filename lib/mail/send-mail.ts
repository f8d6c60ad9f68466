import { createTransport, type Transporter } from "nodemailer";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";

export type Mail = { to: string; subject: string; text: string };

let transport: Transporter | undefined;

/** Whether mails can be sent at all (SMTP_URL and MAIL_FROM); without it the dashboard shows links to who may pass them on. */
export const isMailConfigured = (): boolean => env().SMTP_URL !== undefined;

/**
 * Hands one mail to the server of SMTP_URL; plain text, since links in it are all there is to click.
 * @throws DomainError unavailable when the server does not take it; neither address nor text are logged
 */
export async function sendMail(mail: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env();
  transport ??= createTransport(SMTP_URL, {
    from: MAIL_FROM,
    // A mail server that hangs must not hold a person's request for minutes.
    ...{
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
  });
  try {
    await transport.sendMail(mail);
  } catch (error) {
    log.error({ reason: (error as { code?: string }).code ?? "unknown" }, "the mail server did not take a mail");
    throw new DomainError(
      "unavailable",
      "The mail could not be sent: the mail server does not take it. Try again in a minute.",
    );
  }
}
