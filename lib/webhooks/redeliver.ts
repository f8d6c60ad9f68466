import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError, notFound } from "@/lib/errors";
import { newId, readId, showId } from "@/lib/ids";
import { wakeWorker } from "@/lib/jobs/wake-worker";
import { lockEndpoint } from "./lock-endpoint";
import { maskUrl } from "./mask-url";
import type { RedeliverInput } from "./schema";
import type { Queued } from "./send-test-event";

/**
 * The same message once more, under the same webhook-id, so that a receiver who has seen it can tell. One that is still on its way
 * is tried at once instead.
 * @throws DomainError not_found; forbidden; conflict while the endpoint is disabled
 */
export async function redeliver(actor: Actor, input: RedeliverInput): Promise<Queued> {
  authorise(actor, "webhook:edit");
  const queued = await inTransaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, actor, input.endpointId);
    const deliveryId = readId("delivery", input.deliveryId);
    const delivery =
      deliveryId && (await tx.webhookDelivery.findFirst({ where: { id: deliveryId, endpointId: endpoint.id } }));
    if (!delivery) throw notFound("delivery");
    if (endpoint.disabledAt !== null) {
      throw new DomainError("conflict", "This endpoint is disabled, so nothing is sent to it. Enable it first.");
    }
    const now = clock.now();
    const isPending = delivery.status === "pending";
    const id = isPending ? delivery.id : newId();
    if (isPending) await tx.webhookDelivery.update({ where: { id }, data: { nextAttemptAt: now } });
    else {
      const { messageId, endpointId } = delivery;
      await tx.webhookDelivery.create({
        data: { id, messageId, endpointId, createdAt: now, nextAttemptAt: now, askedByName: actor.name },
      });
    }
    await recordEvent(tx, actor.teamId, actor, {
      action: "webhook.redeliver",
      target: { kind: "webhook", id: endpoint.id },
      after: { url: maskUrl(endpoint.url), event: showId("msg", delivery.messageId) },
    });
    return { deliveryId: showId("delivery", id) };
  });
  await wakeWorker("webhooks");
  return queued;
}
