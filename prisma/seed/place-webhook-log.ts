import { evidenceSchema } from "@/lib/alerts/finding";
import { clock } from "@/lib/clock";
import { inTransaction, type Transaction } from "@/lib/db/prisma";
import { newId, showId } from "@/lib/ids";
import type { Environment } from "@/lib/keys/environment";
import { eventOfNotice } from "@/lib/notifications/event-of-notice";
import { eventOfAction, TOLD_ACTIONS, type WebhookEventType } from "@/lib/webhooks/event-types";
import { keyInEvent } from "@/lib/webhooks/key-in-event";
import { maskUrl } from "@/lib/webhooks/mask-url";
import { SCHEDULE_MS } from "@/lib/webhooks/next-attempt";
import { messageBody } from "@/lib/webhooks/queue-message";
import { DEMO_ENDPOINTS } from "./demo-webhooks";
import { type Random, seededRandom } from "./random";

const [SECOND, HOUR, DAY] = [1_000, 3_600_000, 86_400_000];
const KEPT_DAYS = 29;
const MOST = 60;

type Happened = { type: WebhookEventType; environment: Environment | null; at: Date; data: object; seq: bigint | null };

/** What was told in the last month: out of the demo's own trail and alerts, and a test that somebody sent. */
async function happened(tx: Transaction, teamId: string, now: number): Promise<Happened[]> {
  const since = new Date(now - KEPT_DAYS * DAY);
  const events = await tx.auditEvent.findMany({
    where: { teamId, at: { gt: since }, action: { in: [...TOLD_ACTIONS] } },
    orderBy: { seq: "desc" },
    take: MOST,
  });
  const alerts = await tx.alert.findMany({
    where: { teamId, openedAt: { gt: since } },
    orderBy: { openedAt: "desc" },
    take: MOST,
  });
  const told: Happened[] = [];
  for (const { action, targetId, actorId, actorName, at, seq, before, after } of events) {
    const type = eventOfAction(action);
    const key = await keyInEvent(tx, teamId, targetId);
    const actor = { kind: "user", id: actorId && showId("user", actorId), name: actorName };
    if (type && key) told.push({ type, environment: key.environment, at, seq, data: { key, actor, before, after } });
  }
  for (const { id, keyId, environment, openedAt, windowFrom, windowTo, evidence } of alerts) {
    const key = await keyInEvent(tx, teamId, keyId);
    const said = eventOfNotice({
      kind: "alert.opened",
      alertId: showId("alert", id),
      evidence: evidenceSchema.parse(evidence),
      window: { from: windowFrom.toISOString(), to: windowTo.toISOString() },
    });
    told.push({ type: "alert.opened", environment, at: openedAt, seq: null, data: { key, ...said } });
  }
  const test = { message: "This is a test. Nothing has happened.", sentBy: "Jonas Berg" };
  told.push({ type: "webhook.test", environment: null, at: new Date(now - 5.2 * HOUR), seq: null, data: test });
  return told.sort((a, b) => a.at.getTime() - b.at.getTime());
}

type Attempt = { at: Date; status: number | null; trouble: "status" | "timed_out" | null; answer: string | null };

/** Every attempt that was due by now, of one that goes well at its `goodFrom`th, or never (null). */
function attemptsOf(at: Date, goodFrom: number | null, now: number): Attempt[] {
  const due = SCHEDULE_MS.filter((offset) => at.getTime() + 2 * SECOND + offset <= now);
  return due.slice(0, goodFrom ?? due.length).map((offset, i): Attempt => {
    const made = { at: new Date(at.getTime() + 2 * SECOND + offset) };
    if (i + 1 === goodFrom) return { ...made, status: 200, trouble: null, answer: '{"ok":true}' };
    return i % 3 === 1
      ? { ...made, status: null, trouble: "timed_out", answer: null }
      : {
          ...made,
          status: 503,
          trouble: "status",
          answer: "upstream connect error or disconnect/reset before headers",
        };
  });
}

function deliveryOf(attempts: readonly Attempt[], first: Date) {
  const last = attempts.at(-1);
  const made = { attempts: attempts.length, firstAttemptAt: attempts[0]?.at ?? null };
  if (last?.trouble === null) return { ...made, status: "delivered" as const, settledAt: last.at };
  const next = SCHEDULE_MS[attempts.length];
  if (next === undefined) return { ...made, status: "failed" as const, failure: "attempts", settledAt: last?.at };
  return { ...made, status: "pending" as const, nextAttemptAt: new Date(first.getTime() + 2 * SECOND + next) };
}

async function placeDelivery(
  tx: Transaction,
  endpoint: { id: string; url: string },
  messageId: string,
  { at, type }: Happened,
  attempts: readonly Attempt[],
  random: Random,
): Promise<void> {
  const id = newId();
  const askedByName = type === "webhook.test" ? "Jonas Berg" : null;
  await tx.webhookDelivery.create({
    data: { id, messageId, endpointId: endpoint.id, createdAt: at, askedByName, ...deliveryOf(attempts, at) },
  });
  await tx.webhookAttempt.createMany({
    data: attempts.map((attempt, i) => ({
      ...{ id: newId(), deliveryId: id, number: i + 1, url: maskUrl(endpoint.url), ...attempt },
      durationMs: attempt.trouble === "timed_out" ? 15_000 : Math.round(60 + random() * 240),
      headers: {
        ...{ "content-type": "application/json", "user-agent": "Latchkey-Webhooks" },
        "webhook-id": showId("msg", messageId),
        "webhook-timestamp": String(Math.floor(attempt.at.getTime() / SECOND)),
      },
    })),
  });
}

/** A month of deliveries: to one endpoint they go well, as a rule at once; of the other nothing comes back since a few days. */
export async function placeWebhookLog(teamId: string): Promise<void> {
  const now = clock.ms();
  const random = seededRandom(20_271);
  await inTransaction(async (tx) => {
    const endpoints = await tx.webhookEndpoint.findMany({ where: { teamId } });
    for (const one of await happened(tx, teamId, now)) {
      const { type, environment, at, data, seq } = one;
      const id = newId();
      const body = messageBody({ teamId, type, at, data: { ...data } });
      await tx.webhookMessage.create({ data: { id, teamId, type, environment, auditSeq: seq, body, createdAt: at } });
      for (const { url, events, failing } of DEMO_ENDPOINTS) {
        const endpoint = endpoints.find((row) => row.url === url);
        const isTest = type === "webhook.test";
        if (!endpoint || (isTest ? failing === undefined : !events.includes(type))) continue;
        const isFailing = failing !== undefined && at.getTime() > now - failing * DAY;
        const goodFrom = isFailing ? null : random() < 0.12 ? 2 : 1;
        await placeDelivery(tx, endpoint, id, one, attemptsOf(at, goodFrom, now), random);
      }
    }
    await tx.$executeRaw`
      UPDATE webhook_endpoints e SET failing_since = (
        SELECT min(a.at) FROM webhook_attempts a JOIN webhook_deliveries d ON d.id = a.delivery_id
        WHERE d.endpoint_id = e.id AND d.status <> 'delivered'
      ), from_seq = h.seq FROM audit_heads h WHERE h.team_id = e.team_id AND e.team_id = ${teamId}::uuid`;
    await tx.$executeRaw`
      INSERT INTO webhook_cursors (team_id, seq) SELECT team_id, seq FROM audit_heads WHERE team_id = ${teamId}::uuid
      ON CONFLICT (team_id) DO NOTHING`;
  });
}
