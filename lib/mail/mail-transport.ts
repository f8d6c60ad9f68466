import { createTransport, type Transporter } from "nodemailer";
import { env } from "@/lib/env";

/** How long a mail server may take for each step, in milliseconds. */
export type MailPatience = { connect: number; answer: number };

// A mail server that hangs must not hold a person's request, or all other mails, for minutes.
const PATIENCE: MailPatience = { connect: 10_000, answer: 20_000 };

/**
 * Speaks to the server of SMTP_URL.
 * @param how.keep one connection for mail after mail, until it is closed
 */
export function openMailTransport(how: { keep: boolean; patience?: MailPatience } = { keep: false }): Transporter {
  const { SMTP_URL, MAIL_FROM } = env();
  const { connect, answer } = how.patience ?? PATIENCE;
  return createTransport(SMTP_URL, {
    from: MAIL_FROM,
    ...{
      connectionTimeout: connect,
      greetingTimeout: connect,
      socketTimeout: answer,
      disableFileAccess: true,
      disableUrlAccess: true,
      // What a connection took with it is ours to repeat, or not.
      ...(how.keep && { pool: true, maxConnections: 1, maxMessages: Number.POSITIVE_INFINITY, maxRequeues: 0 }),
    },
  });
}
