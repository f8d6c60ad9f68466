import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";

const KEPT_DAYS = 400;
const AT_ONCE = 2_000;

const OLD_NOTICES = "DELETE FROM notices WHERE id IN (SELECT id FROM notices WHERE created_at < $1 LIMIT $2)";
const OLD_MAILS =
  "DELETE FROM notice_mails WHERE id IN (SELECT id FROM notice_mails WHERE settled_at < $1 AND NOT EXISTS (SELECT FROM notice_deliveries d WHERE d.mail_id = notice_mails.id) LIMIT $2)";

/**
 * Removes notices made more than 400 days ago, so that a year can be looked back on, with their deliveries, and the mails that told
 * them. What they told of has passed or moved long since, so none is made anew. A batch a statement.
 * @returns how many notices went
 */
export async function expireNotices(): Promise<number> {
  const before = new Date(clock.ms() - KEPT_DAYS * 86_400_000);
  const gone = await deleteAll(OLD_NOTICES, before);
  await deleteAll(OLD_MAILS, before);
  return gone;
}

async function deleteAll(statement: string, before: Date): Promise<number> {
  for (let gone = 0; ; ) {
    const { rowCount } = await pool().query(statement, [before, AT_ONCE]);
    gone += rowCount ?? 0;
    if ((rowCount ?? 0) < AT_ONCE) return gone;
  }
}
