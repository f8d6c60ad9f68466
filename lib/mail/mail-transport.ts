import { createTransport, type Transporter } from "nodemailer";
import { env } from "@/lib/env";

/** How long a mail server may take to take a connection, and for each step on it, in milliseconds. */
export type MailPatience = { connect: number; answer: number };

// A mail server that hangs must not hold a person's request, or all other mails, for minutes.
const PATIENCE: MailPatience = { connect: 10_000, answer: 20_000 };

/** Mails on their way at a time: each takes a dozen messages to and fro, and mail servers are far away. */
export const MAIL_LANES = 4;

/**
 * Speaks to the server of SMTP_URL; what its query says of the same goes before what is said here.
 * @param how.connections so many, each for mail after mail, until it is closed; left out: a new one for each mail
 */
export function openMailTransport(how: { connections?: number; patience?: MailPatience } = {}): Transporter {
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
    ...(how.connections && { pool: true, maxConnections: how.connections, maxMessages: 10_000, maxRequeues: 0 }),
  })) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(value));
  }
  return createTransport(url.href, { from: MAIL_FROM });
}
