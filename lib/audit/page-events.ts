import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { pool } from "@/lib/db/pool";
import { DomainError } from "@/lib/errors";
import type { ChainedEvent } from "./chain/event-hash";
import { CHAINED_COLUMNS } from "./chain/read-chain";
import { eventConditions } from "./event-conditions";
import type { PageEventsQuery } from "./schema";
import { toViews } from "./to-view";
import type { AuditEventView } from "./view";

const CURSOR = /^[1-9]\d{0,17}$/;

/**
 * The team's trail, newest first, after a cursor (the number of the last event seen): stable while events are added.
 * @throws DomainError invalid for a cursor this API did not hand out
 */
export async function pageEvents(
  actor: Actor,
  { cursor, limit, ...filter }: PageEventsQuery,
): Promise<{ events: AuditEventView[]; nextCursor: string | null }> {
  authorise(actor, "audit:read");
  if (cursor !== undefined && !CURSOR.test(cursor)) {
    throw new DomainError("invalid", "This cursor is not one of ours. Start again without it.", {
      cursor: "not a cursor",
    });
  }
  const { where, values } = eventConditions(actor.teamId, filter);
  const { rows } = await pool().query<ChainedEvent>(
    `SELECT ${CHAINED_COLUMNS} FROM audit_events e WHERE ${where} ${cursor === undefined ? "" : `AND e.seq < ${cursor}`}
     ORDER BY e.seq DESC LIMIT ${limit + 1}`,
    values,
  );
  const shown = rows.slice(0, limit);
  return { events: await toViews(shown), nextCursor: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null };
}
