import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";
import { DAY } from "@/lib/usage/step";
import { maskUrl } from "@/lib/webhooks/mask-url";
import { type Recorded, recordNotice } from "./record-notice";

type Row = { id: string; team_id: string; url: string; disabled_at: Date; disabled_reason: "failing" | "gone" };

/** One that was disabled longer ago was told, or was disabled before there were notices. */
const LOOKED_BACK_MS = 7 * DAY;
const MOST = 500;

/** A notice of each webhook endpoint that was disabled because nothing could be delivered to it, once each time. */
export async function planWebhookNotices(): Promise<Recorded> {
  const { rows } = await pool().query<Row>(
    `SELECT e.id, e.team_id, e.url, e.disabled_at, e.disabled_reason FROM webhook_endpoints e
     WHERE e.disabled_reason IN ('failing', 'gone') AND e.disabled_at > $1 AND NOT EXISTS (
       SELECT FROM notices n WHERE n.team_id = e.team_id AND n.kind = 'webhook.disabled'
         AND n.subject = e.id || to_char(e.disabled_at AT TIME ZONE 'UTC', ' YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
     LIMIT ${MOST}`,
    [new Date(clock.ms() - LOOKED_BACK_MS)],
  );
  if (rows.length === 0) return { made: 0, isMailDue: false, isWebhookDue: false };
  const notices = rows.map(({ id, team_id: teamId, url, disabled_at, disabled_reason: reason }) => {
    const disabledAt = disabled_at.toISOString();
    const facts = {
      kind: "webhook.disabled" as const,
      endpointId: showId("endpoint", id),
      url: maskUrl(url),
      disabledAt,
      reason,
    };
    return { teamId, key: null, subject: `${id} ${disabledAt}`, facts };
  });
  return inTransaction((tx) => recordNotice(tx, notices));
}
