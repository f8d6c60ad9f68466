import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/prisma";
import { wakeWorker } from "@/lib/jobs/wake-worker";
import { judgeLook } from "./judge-look";
import type { Judged, Look } from "./look";
import { planWebhookNotices } from "./plan-webhook-notices";
import { recordNotice } from "./record-notice";
import { takeLooks } from "./take-looks";

const AT_ONCE = 200;

/**
 * Makes every notice that is due now, over all teams, with its deliveries. What is due is found by an index over dates that lie ahead
 * (`notice_looks`, kept by triggers), so that it costs what is due, and not what there is. May be called at any time, by several
 * workers at once, and again after a crash: a notice is made in one transaction with when to look next, and its subject is unique.
 * @returns how many notices were made
 */
export async function planNotices(): Promise<number> {
  let { made, isMailDue, isWebhookDue } = await planWebhookNotices();
  while (await isSomethingDue()) {
    const batch = await inTransaction((tx) => planSome(tx));
    made += batch.made;
    isMailDue ||= batch.isMailDue;
    isWebhookDue ||= batch.isWebhookDue;
    if (batch.looked < AT_ONCE) break;
  }
  if (isMailDue) await wakeWorker("mails");
  if (isWebhookDue) await wakeWorker("webhooks");
  return made;
}

/** Most of the time nothing is, and one question tells. */
async function isSomethingDue(): Promise<boolean> {
  const { rowCount } = await pool().query("SELECT 1 FROM notice_looks WHERE look_at <= $1 LIMIT 1", [clock.now()]);
  return rowCount !== 0;
}

async function planSome(tx: Transaction) {
  const now = clock.now();
  const looks = await takeLooks(tx, now, AT_ONCE);
  const judged = looks.map((look) => ({ look, ...judgeLook(look, now.getTime()) }));
  const recorded = await recordNotice(
    tx,
    judged.flatMap(({ look: { key }, tell }) =>
      tell === null ? [] : [{ ...tell, teamId: key.teamId, key: { id: key.id, environment: key.environment } }],
    ),
  );
  await lookAgain(tx, judged, now);
  return { ...recorded, looked: looks.length };
}

async function lookAgain(tx: Transaction, judged: readonly (Judged & { look: Look })[], now: Date): Promise<void> {
  const done = judged.filter(({ lookAt }) => lookAt === null).map(({ look }) => look);
  const later = judged.filter(({ lookAt }) => lookAt !== null);
  if (done.length > 0) {
    await tx.$executeRaw`
      DELETE FROM notice_looks l USING unnest(${done.map(({ about }) => about)}::text[], ${done.map(({ subject }) => subject)}::text[]) AS d (about, subject)
      WHERE l.about = d.about AND l.subject = d.subject`;
  }
  if (later.length > 0) {
    await tx.$executeRaw`
      UPDATE notice_looks l SET look_at = d.look_at, told_at = CASE WHEN d.told THEN ${now} ELSE l.told_at END
      FROM unnest(${later.map(({ look }) => look.about)}::text[], ${later.map(({ look }) => look.subject)}::text[],
        ${later.map(({ lookAt }) => lookAt?.toISOString())}::timestamptz[], ${later.map(({ tell }) => tell !== null)}::boolean[]) AS d (about, subject, look_at, told)
      WHERE l.about = d.about AND l.subject = d.subject`;
  }
}
