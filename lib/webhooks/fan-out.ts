import { showActorId } from "@/lib/audit/to-view";
import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/prisma";
import { isInfrastructureTrouble } from "@/lib/errors";
import { log } from "@/lib/log";
import { eventOfAction, TOLD_ACTIONS } from "./event-types";
import { keyInEvent } from "./key-in-event";
import { queueMessage } from "./queue-message";
import { wantingEndpoints } from "./wanting-endpoints";

const BATCH = 200;

type TrailEvent = {
  seq: bigint;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string;
  action: string;
  target_id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

/** What a secret's event names is its public id; the key is then shown masked with that secret. */
const secretOf = ({ after }: TrailEvent): string | undefined =>
  typeof after?.secret === "string" ? after.secret : undefined;

async function tell(tx: Transaction, teamId: string, event: TrailEvent, now: Date): Promise<number> {
  const type = eventOfAction(event.action);
  const key = type && (await keyInEvent(tx, teamId, event.target_id, secretOf(event)));
  if (!type || !key) return 0;
  const { environment } = key;
  const { seq, at, before, after } = event;
  const endpoints = await wantingEndpoints(tx, teamId, { type, environment, seq });
  if (endpoints.length === 0) return 0;
  const actor = {
    kind: event.actor_kind,
    id: event.actor_id && showActorId(event.actor_kind, event.actor_id),
    name: event.actor_name,
  };
  await queueMessage(
    tx,
    { teamId, type, environment, data: { key, actor, before, after }, at, auditSeq: seq },
    endpoints,
    now,
  );
  return endpoints.length;
}

/** One batch of a team's trail and its cursor in one transaction: told once, whoever is killed in between. @returns null: done */
const tellBatch = (teamId: string): Promise<number | null> =>
  inTransaction(async (tx) => {
    // Another worker tells this team's trail at this moment.
    const [cursor] = await tx.$queryRaw<{ seq: bigint }[]>`
      SELECT seq FROM webhook_cursors WHERE team_id = ${teamId}::uuid FOR UPDATE SKIP LOCKED`;
    if (cursor === undefined) return null;
    const [end] = await tx.$queryRaw<{ seq: bigint | null }[]>`
      SELECT max(seq) AS seq FROM (
        SELECT seq FROM audit_events WHERE team_id = ${teamId}::uuid AND seq > ${cursor.seq} ORDER BY seq LIMIT ${BATCH}
      ) AS next`;
    if (end?.seq == null) return null;
    const events = await tx.$queryRaw<TrailEvent[]>`
      SELECT seq, at, actor_kind, actor_id, actor_name, action, target_id, before, after FROM audit_events
      WHERE team_id = ${teamId}::uuid AND seq > ${cursor.seq} AND seq <= ${end.seq} AND action = ANY (${TOLD_ACTIONS})
      ORDER BY seq`;
    const now = clock.now();
    let queued = 0;
    for (const event of events) queued += await tell(tx, teamId, event, now);
    await tx.$executeRaw`UPDATE webhook_cursors SET seq = ${end.seq} WHERE team_id = ${teamId}::uuid`;
    return queued;
  });

/**
 * Queues what the audit trails say has happened since the last time. The trail's numbers have no gaps, and an event is there only
 * when those before it are, so a cursor a team misses nothing, whatever wrote the event. Safe with several at the same time; where
 * nothing has happened it is one query over all teams that have endpoints.
 * @returns how many deliveries it queued
 */
export async function fanOutWebhooks(): Promise<number> {
  const { rows } = await pool().query<{ team_id: string }>(
    "SELECT c.team_id FROM webhook_cursors c JOIN audit_heads h ON h.team_id = c.team_id WHERE h.seq > c.seq",
  );
  let queued = 0;
  for (const { team_id } of rows) {
    try {
      for (let told = await tellBatch(team_id); told !== null; told = await tellBatch(team_id)) queued += told;
    } catch (error) {
      // Its cursor stays where it was; the other teams do not wait for it.
      if (isInfrastructureTrouble(error)) throw error;
      log.error({ team: team_id, error: String(error) }, "a team's webhooks cannot be told what happened");
    }
  }
  return queued;
}
