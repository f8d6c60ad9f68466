import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { isMailConfigured } from "@/lib/mail/send-mail";
import { counted, type HealthCheck } from "./health-check";

const WEEK_MS = 7 * 86_400_000;

export type MailFacts = {
  /** Notices that failed and are tried again. */
  putOff: number;
  /** In the last seven days. */
  givenUp: number;
  /** Of the last failure: a code such as ECONNREFUSED. */
  trouble: string | null;
};

/** Whether mails can be sent at all, and how those with notices fare; no mail is sent to find out. */
export async function checkMail(): Promise<HealthCheck> {
  if (!isMailConfigured()) return NOT_CONFIGURED;
  const { rows } = await pool().query<MailFacts>(
    `SELECT (SELECT count(*) FROM notice_mails WHERE outcome IS NULL AND trouble IS NOT NULL)::int AS "putOff",
       (SELECT count(*) FROM notice_mails WHERE outcome = 'given_up' AND settled_at > $1)::int AS "givenUp",
       coalesce(
         (SELECT trouble FROM notice_mails WHERE outcome IS NULL AND trouble IS NOT NULL ORDER BY next_attempt_at DESC LIMIT 1),
         (SELECT trouble FROM notice_mails WHERE outcome = 'given_up' AND settled_at > $1 ORDER BY settled_at DESC LIMIT 1)
       ) AS trouble`,
    [new Date(clock.ms() - WEEK_MS)],
  );
  return judgeMail(rows[0] ?? { putOff: 0, givenUp: 0, trouble: null });
}

const NOT_CONFIGURED: HealthCheck = {
  name: "Mail",
  state: "off",
  detail:
    "Not configured: addresses are not confirmed, notices stay in the dashboard, and links of invitations are shown to those who may pass them on.",
  todo: "Set SMTP_URL and MAIL_FROM to have them sent.",
};

export function judgeMail({ putOff, givenUp, trouble }: MailFacts): HealthCheck {
  const name = "Mail";
  if (putOff + givenUp === 0) {
    return { name, state: "fine", detail: "SMTP_URL and MAIL_FROM are set, and the notices were taken.", todo: null };
  }
  const waiting =
    putOff > 0
      ? [`${counted(putOff, "mail")} with notices failed and ${putOff === 1 ? "is" : "are"} tried again.`]
      : [];
  const lost =
    givenUp > 0
      ? [
          `${counted(givenUp, "mail")} ${givenUp === 1 ? "was" : "were"} given up in the last 7 days, after a day of attempts.`,
        ]
      : [];
  return {
    name,
    state: "attention",
    detail: [...waiting, ...lost].join(" "),
    todo: `The mail server said no, or nothing (${trouble ?? "unknown"}). Look at SMTP_URL, MAIL_FROM and the server’s own log.`,
  };
}
