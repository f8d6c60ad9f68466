import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";

/** For how long messages, deliveries and attempts are kept. */
export const LOG_DAYS = 30;
const BATCH = 1_000;

const EXPIRE = `
  DELETE FROM webhook_messages WHERE id IN (SELECT id FROM webhook_messages WHERE created_at <= $1 ORDER BY created_at LIMIT ${BATCH})`;

/** Removes what is past its keeping, and signing secrets that sign no more. In batches. @returns how many messages went */
export async function expireWebhookLogs(): Promise<number> {
  const now = clock.ms();
  await pool().query("DELETE FROM webhook_secrets WHERE ends_at <= $1", [new Date(now)]);
  let gone = 0;
  for (;;) {
    const { rowCount } = await pool().query(EXPIRE, [new Date(now - LOG_DAYS * 86_400_000)]);
    gone += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return gone;
  }
}
