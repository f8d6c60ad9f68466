import type { Transporter } from "nodemailer";
import { linkTo } from "@/lib/auth/account/mail-account";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { MAIL_LANES, type MailPatience, openMailTransport } from "@/lib/mail/mail-transport";
import { isMailConfigured } from "@/lib/mail/send-mail";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { type ClaimedMail, claimMails, releaseMails } from "./claim-mails";
import { gatherMails } from "./gather-mails";
import { type LoadedMail, loadMails } from "./load-mails";
import { preferencesPath } from "./notice-links";
import { noticeMail } from "./notice-mail";
import { putOffMail, settleMail } from "./settle-mail";

const AT_ONCE = 16;

export type MailRun = {
  sent: number;
  /** Not taken, and tried again later. */
  putOff: number;
  givenUp: number;
  /** The server did not speak with us: the run ended there, and the rest waits for the next one. */
  isServerDown: boolean;
};

/**
 * Sends every notice that is due by mail. May be called at any time, and by several workers at once: a mail is claimed before it is
 * sent, and marked as sent once the server has taken it. Between the two there is no way to know: after a crash, or when the
 * connection breaks before the server's answer, the mail is sent again, with the same Message-ID, by which mail programs and people
 * know it for the same. A server that is down is asked once a run.
 */
export async function sendDueMails(how: { patience?: MailPatience } = {}): Promise<MailRun> {
  const run: MailRun = { sent: 0, putOff: 0, givenUp: 0, isServerDown: false };
  if (!isMailConfigured()) return run;
  await gatherMails();
  let mails = await claimMails(AT_ONCE);
  if (mails.length === 0) return run;
  const { productName } = await deploymentSettings();
  const transport = openMailTransport({ connections: MAIL_LANES, ...how });
  try {
    while (mails.length > 0) {
      await sendClaimed(transport, productName, mails, run);
      mails = run.isServerDown ? [] : await claimMails(AT_ONCE);
    }
  } finally {
    transport.close();
  }
  if (run.putOff + run.givenUp > 0) log.warn(run, "the mail server did not take every mail; they are tried again");
  return run;
}

async function sendClaimed(
  transport: Transporter,
  product: string,
  mails: readonly ClaimedMail[],
  run: MailRun,
): Promise<void> {
  const loaded = await loadMails(
    mails.map(({ id }) => id),
    clock.ms(),
  );
  const left = [...mails];
  const lane = async (most: number): Promise<void> => {
    for (let i = 0; i < most && !run.isServerDown; i++) {
      const mail = left.shift();
      if (mail === undefined) return;
      await sendOne(transport, product, mail, loaded.get(mail.id), run);
    }
  };
  // A server that is down is asked once: the others go when it has answered.
  await lane(1);
  await Promise.all(Array.from({ length: MAIL_LANES }, () => lane(AT_ONCE)));
  await releaseMails(left.map(({ id }) => id));
}

async function sendOne(
  transport: Transporter,
  product: string,
  mail: ClaimedMail,
  content: LoadedMail | undefined,
  run: MailRun,
): Promise<void> {
  if (content === undefined) return settleMail(mail.id, "void");
  try {
    await transport.sendMail(envelope(mail, product, content));
  } catch (error) {
    if ((await putOffMail(mail, codeOf(error))) === "given up") run.givenUp++;
    else run.putOff++;
    run.isServerDown ||= !isAboutThisMail(error);
    return;
  }
  await settleMail(mail.id, "sent");
  run.sent++;
}

function envelope({ id }: ClaimedMail, product: string, { to, team, notices }: LoadedMail) {
  const domain = /@([^\s<>@]+)>?\s*$/.exec(env().MAIL_FROM ?? "")?.[1] ?? "localhost";
  return {
    to,
    ...noticeMail({ product, team, notices, now: clock.ms(), linkTo }),
    messageId: `<notice.${id}@${domain}>`,
    headers: {
      // RFC 3834: no out-of-office answers.
      "Auto-Submitted": "auto-generated",
      // RFC 2369. A page to choose on, for whoever is signed in: no RFC 8058 one-click, which nothing here could keep.
      "List-Unsubscribe": `<${linkTo(preferencesPath(team.slug))}>`,
    },
  };
}

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? "unknown").slice(0, 40);

/** The server speaks and refuses this one: its recipient or its content. 421 (RFC 5321 §4.2.3): it is closing down. */
function isAboutThisMail(error: unknown): boolean {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return (code === "EENVELOPE" || code === "EMESSAGE") && responseCode !== 421;
}
