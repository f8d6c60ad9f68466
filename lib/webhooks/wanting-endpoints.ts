import type { Transaction } from "@/lib/db/prisma";
import type { Environment } from "@/lib/keys/environment";
import type { WebhookEventType } from "./event-types";

/**
 * The team's endpoints that want such an event, held so that none of them goes before the transaction commits.
 * @param seq of the audit event that is told: an endpoint is told what came after it was made or enabled
 */
export async function wantingEndpoints(
  tx: Transaction,
  teamId: string,
  event: { type: WebhookEventType; environment: Environment | null; seq?: bigint },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM webhook_endpoints
    WHERE team_id = ${teamId}::uuid AND disabled_at IS NULL AND ${event.type} = ANY (events)
      AND (environment IS NULL OR ${event.environment}::text IS NULL OR environment::text = ${event.environment}::text)
      AND (${event.seq ?? null}::bigint IS NULL OR from_seq < ${event.seq ?? null}::bigint)
    ORDER BY id FOR KEY SHARE`;
  return rows.map(({ id }) => id);
}
