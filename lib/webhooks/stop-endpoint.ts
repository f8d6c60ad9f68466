import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import type { Transaction } from "@/lib/db/prisma";
import type { DisabledReason } from "./disabled-reason";
import { maskUrl } from "./mask-url";

/**
 * Disables an endpoint that the caller has locked: nothing is sent to it and nothing new is queued; what is on its way is held.
 * @param actor null: Latchkey by itself
 */
export async function stopEndpoint(
  tx: Transaction,
  endpoint: { id: string; teamId: string; url: string },
  reason: DisabledReason,
  actor: Actor | null,
): Promise<void> {
  const now = clock.now();
  const { id, teamId, url } = endpoint;
  await tx.webhookEndpoint.update({
    where: { id },
    data: { disabledAt: now, disabledReason: reason, updatedAt: now },
  });
  await tx.webhookDelivery.updateMany({
    where: { endpointId: id, status: "pending" },
    data: { nextAttemptAt: null },
  });
  await recordEvent(tx, teamId, actor, {
    action: "webhook.disable",
    target: { kind: "webhook", id },
    before: { disabledAt: null },
    after: { url: maskUrl(url), disabledAt: now.toISOString(), disabledReason: reason },
  });
}
