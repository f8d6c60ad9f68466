import { createTransport, type Transporter } from "nodemailer";
import { env } from "@/lib/env";

/** How long a mail server may take to take a connection, and for each step on it, in milliseconds. */
export type MailPatience = { connect: number; answer: number };

// A mail server that hangs must not hold a person's request, or all other mails, for minutes.
const PATIENCE: MailPatience = { connect: 10_000, answer: 20_000 };

/**
 * Speaks to the server of SMTP_URL; what its query says of the same goes before what is said here.
 * @param how.keep one connection for mail after mail, until it is closed
 */
export function openMailTransport(how: { keep: boolean; patience?: MailPatience } = { keep: false }): Transporter {
  const { SMTP_URL = "", MAIL_FROM } = env();
  const { connect, answer } = how.patience ?? PATIENCE;
  // Beside a URL nodemailer takes settings only in its query: what stands in a second argument is about mails.
  const url = new URL(SMTP_URL);
  for (const [name, value] of Object.entries({
    connectionTimeout: connect,
    greetingTimeout: connect,
    socketTimeout: answer,
    disableFileAccess: true,
    disableUrlAccess: true,
    // What a connection took with it is ours to repeat, or not.
    ...(how.keep && { pool: true, maxConnections: 1, maxMessages: 10_000, maxRequeues: 0 }),
  })) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(value));
  }
  return createTransport(url.href, { from: MAIL_FROM });
}
