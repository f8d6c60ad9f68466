import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { showId } from "@/lib/ids";
import { wakeWorker } from "@/lib/jobs/wake-worker";
import { lockEndpoint } from "./lock-endpoint";
import { maskUrl } from "./mask-url";
import { queueMessage } from "./queue-message";
import type { EndpointInput } from "./schema";

export type Queued = { deliveryId: string };

/**
 * Sends a `webhook.test` to this endpoint, signed and retried as any other.
 * @throws DomainError not_found; forbidden; conflict while it is disabled
 */
export async function sendTestEvent(actor: Actor, input: EndpointInput): Promise<Queued> {
  authorise(actor, "webhook:edit");
  const queued = await inTransaction(async (tx) => {
    const { id, url, disabledAt, environment } = await lockEndpoint(tx, actor, input.endpointId);
    if (disabledAt !== null) {
      throw new DomainError("conflict", "This endpoint is disabled, so nothing is sent to it. Enable it first.");
    }
    const now = clock.now();
    const data = { endpoint: input.endpointId, message: "This is a test. Nothing has happened.", sentBy: actor.name };
    const message = { teamId: actor.teamId, type: "webhook.test" as const, environment, data, at: now };
    const [deliveryId = ""] = (await queueMessage(tx, message, [id], now, actor.name)).deliveryIds;
    await recordEvent(tx, actor.teamId, actor, {
      action: "webhook.test",
      target: { kind: "webhook", id },
      after: { url: maskUrl(url) },
    });
    return { deliveryId: showId("delivery", deliveryId) };
  });
  await wakeWorker("webhooks");
  return queued;
}
