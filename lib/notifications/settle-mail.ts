import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import type { ClaimedMail } from "./claim-mails";
import { nextAttempt } from "./mail-back-off";

/** The server took it, or nothing in it was still to be told. */
export async function settleMail(id: string, outcome: "sent" | "void"): Promise<void> {
  await pool().query(
    "UPDATE notice_mails SET outcome = $2, settled_at = $3, trouble = NULL WHERE id = $1 AND outcome IS NULL",
    [id, outcome, clock.now()],
  );
}

/** The server did not take it: tried again later, or given up. @param trouble a code, never an address or a text */
export async function putOffMail(mail: ClaimedMail, trouble: string): Promise<"put off" | "given up"> {
  const now = clock.ms();
  const next = nextAttempt(mail, now);
  await pool().query(
    `UPDATE notice_mails SET trouble = $2, next_attempt_at = coalesce($3, next_attempt_at),
       outcome = CASE WHEN $3::timestamptz IS NULL THEN 'given_up' END, settled_at = CASE WHEN $3::timestamptz IS NULL THEN $4::timestamptz END
     WHERE id = $1 AND outcome IS NULL`,
    [mail.id, trouble, next, new Date(now)],
  );
  return next === null ? "given up" : "put off";
}
