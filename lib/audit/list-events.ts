import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { pool } from "@/lib/db/pool";
import { CHAIN_START, type ChainedEvent, eventHash } from "./chain/event-hash";
import { CHAINED_COLUMNS } from "./chain/read-chain";
import { eventConditions } from "./event-conditions";
import type { ListEventsQuery } from "./schema";
import { toViews } from "./to-view";
import type { AuditEventView } from "./view";

/** `isWhole`: its hash follows from its contents and the event before it. */
export type ListedEvent = AuditEventView & { isWhole: boolean };
export type EventList = { events: ListedEvent[]; total: number; page: number; pages: number };

type Row = ChainedEvent & { previous: string | null };

const isWhole = ({ previous, ...event }: Row): boolean => {
  const before = event.seq === "1" ? CHAIN_START : previous;
  return before !== null && eventHash(before, event) === event.hash;
};

/** One page of the team's trail, newest first, each event verified against the one before it. */
export async function listEvents(actor: Actor, { page, limit, ...filter }: ListEventsQuery): Promise<EventList> {
  authorise(actor, "audit:read");
  const { where, values } = eventConditions(actor.teamId, filter);
  const [{ rows }, counted] = await Promise.all([
    pool().query<Row>(
      `SELECT ${CHAINED_COLUMNS},
         (SELECT encode(b.hash, 'hex') FROM audit_events b WHERE b.team_id = e.team_id AND b.seq = e.seq - 1) AS previous
       FROM audit_events e WHERE ${where} ORDER BY e.seq DESC, e.id DESC LIMIT ${limit} OFFSET ${(page - 1) * limit}`,
      values,
    ),
    pool().query<{ total: number }>(`SELECT count(*)::int AS total FROM audit_events e WHERE ${where}`, values),
  ]);
  const views = await toViews(rows);
  const total = counted.rows[0]?.total ?? 0;
  return {
    events: views.map((view, i) => ({ ...view, isWhole: isWhole(rows[i] as Row) })),
    total,
    page,
    pages: Math.max(1, Math.ceil(total / limit)),
  };
}
