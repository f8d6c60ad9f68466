import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";

const AT_ONCE = 5_000;
/** Of pg_advisory_xact_lock: one gathers at a time, so that what is due for somebody goes in one mail. */
const GATHERING = 7_031_002;

type Waiting = { notice_id: string; team_id: string; user_id: string };

/** Puts what is due to be mailed into mails: all of one person in one team into one. What is gathered stays together, whatever happens. */
export async function gatherMails(): Promise<void> {
  while (await isSomethingWaiting()) if ((await gatherSome()) < AT_ONCE) break;
}

/** Most of the time nothing is, and one question tells. */
async function isSomethingWaiting(): Promise<boolean> {
  const { rowCount } = await pool().query(
    "SELECT 1 FROM notice_deliveries WHERE channel = 'mail' AND mail_id IS NULL AND dropped_at IS NULL AND due_at <= $1 LIMIT 1",
    [clock.now()],
  );
  return rowCount !== 0;
}

const gatherSome = (): Promise<number> =>
  inTransaction(async (tx) => {
    const now = clock.now();
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${GATHERING}::bigint)`;
    // Whoever is being removed is left out: nothing waits for them, and it goes with them.
    const waiting = await tx.$queryRaw<Waiting[]>`
      SELECT d.notice_id, d.team_id, d.user_id
      FROM notice_deliveries d JOIN memberships m ON m.team_id = d.team_id AND m.user_id = d.user_id
      WHERE d.channel = 'mail' AND d.mail_id IS NULL AND d.dropped_at IS NULL AND d.due_at <= ${now}
      ORDER BY d.due_at LIMIT ${AT_ONCE}
      FOR KEY SHARE OF m SKIP LOCKED FOR UPDATE OF d SKIP LOCKED`;
    if (waiting.length === 0) return 0;
    const mails = new Map<
      string,
      { id: string; teamId: string; userId: string; createdAt: Date; nextAttemptAt: Date }
    >();
    const mailIds = waiting.map(({ team_id: teamId, user_id: userId }) => {
      const of = `${teamId} ${userId}`;
      const mail = mails.get(of) ?? { id: newId(), teamId, userId, createdAt: now, nextAttemptAt: now };
      mails.set(of, mail);
      return mail.id;
    });
    await tx.noticeMail.createMany({ data: [...mails.values()] });
    await tx.$executeRaw`
      UPDATE notice_deliveries d SET mail_id = g.mail_id
      FROM unnest(${waiting.map((one) => one.notice_id)}::uuid[], ${waiting.map((one) => one.user_id)}::uuid[], ${mailIds}::uuid[])
        AS g (notice_id, user_id, mail_id)
      WHERE d.notice_id = g.notice_id AND d.user_id = g.user_id AND d.channel = 'mail'`;
    return waiting.length;
  });
