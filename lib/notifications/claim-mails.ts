import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { MINUTE } from "@/lib/usage/step";

export type ClaimedMail = { id: string; attempts: number; createdAt: Date };

/** For so long nobody else takes a mail: longer than a mail server may take for all that are claimed together. */
const LEASE_MS = 10 * MINUTE;

/** Takes up to `most` mails that are due to be attempted; whoever else asks gets others. Who ends without settling one leaves it to the next after the lease. */
export async function claimMails(most: number): Promise<ClaimedMail[]> {
  const now = clock.ms();
  const { rows } = await pool().query<ClaimedMail>(
    `UPDATE notice_mails SET attempts = attempts + 1, next_attempt_at = $2
     WHERE id IN (SELECT id FROM notice_mails WHERE outcome IS NULL AND next_attempt_at <= $1
                  ORDER BY next_attempt_at LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING id, attempts, created_at AS "createdAt"`,
    [new Date(now), new Date(now + LEASE_MS), most],
  );
  return rows;
}

/** Gives back what was claimed and not attempted. */
export async function releaseMails(ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await pool().query(
    "UPDATE notice_mails SET attempts = attempts - 1, next_attempt_at = $1 WHERE id = ANY($2) AND outcome IS NULL",
    [clock.now(), ids],
  );
}
