import type { Transaction } from "@/lib/db/prisma";
import { newId, showId } from "@/lib/ids";
import type { Environment } from "@/lib/keys/environment";
import type { WebhookEventType } from "./event-types";

export type EventData = { [field: string]: unknown };

export type NewMessage = {
  teamId: string;
  type: WebhookEventType;
  /** Null: it belongs to neither, and goes to endpoints of both. */
  environment: Environment | null;
  data: EventData;
  /** When it happened. */
  at: Date;
  /** The audit event it tells. */
  auditSeq?: bigint;
};

/** What is sent of an event (Standard Webhooks, "Payload structure"). */
export const messageBody = ({ teamId, type, at, data }: Pick<NewMessage, "teamId" | "type" | "at" | "data">): string =>
  JSON.stringify({ type, timestamp: at.toISOString(), data: { team: showId("team", teamId), ...data } });

/**
 * One message for these endpoints, and a delivery to each, due at once. The body is made here and never again: every attempt sends
 * and signs the same bytes.
 * @param askedByName who asked for it by hand
 */
export async function queueMessage(
  tx: Transaction,
  message: NewMessage,
  endpointIds: readonly string[],
  due: Date,
  askedByName: string | null = null,
): Promise<{ deliveryIds: string[] }> {
  const { teamId, type, environment, auditSeq } = message;
  const body = messageBody(message);
  const id = newId();
  await tx.webhookMessage.create({
    data: { id, teamId, type, environment, auditSeq: auditSeq ?? null, body, createdAt: due },
  });
  const deliveries = endpointIds.map((endpointId) => ({
    id: newId(),
    messageId: id,
    endpointId,
    createdAt: due,
    nextAttemptAt: due,
    askedByName,
  }));
  await tx.webhookDelivery.createMany({ data: deliveries });
  return { deliveryIds: deliveries.map((delivery) => delivery.id) };
}
