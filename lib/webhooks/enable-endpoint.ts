import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { wakeWorker } from "@/lib/jobs/wake-worker";
import { lockEndpoint } from "./lock-endpoint";
import { maskUrl } from "./mask-url";
import type { EndpointInput } from "./schema";
import { tellFromNow } from "./tell-from-now";

/** What waited longer than this while its endpoint was disabled is not sent any more: enabling floods nobody. */
const HELD_MS = 24 * 3_600_000;

/**
 * Sends again, what happens from now on and what was held for less than a day. What happened while it was disabled is not told; the
 * audit trail has it.
 * @throws DomainError not_found; forbidden
 */
export async function enableEndpoint(actor: Actor, input: EndpointInput): Promise<null> {
  authorise(actor, "webhook:edit");
  const isChanged = await inTransaction(async (tx) => {
    const { id, url, disabledAt } = await lockEndpoint(tx, actor, input.endpointId);
    if (disabledAt === null) return false;
    const now = clock.now();
    await tx.webhookEndpoint.update({
      where: { id },
      data: { disabledAt: null, disabledReason: null, failingSince: null, updatedAt: now },
    });
    const held = { endpointId: id, status: "pending" as const };
    await tx.webhookDelivery.updateMany({
      where: { ...held, createdAt: { lte: new Date(now.getTime() - HELD_MS) } },
      data: {
        ...{ status: "failed", failure: "disabled", settledAt: now },
        ...{ nextAttemptAt: null, lease: null, leasedUntil: null },
      },
    });
    await tx.webhookDelivery.updateMany({ where: held, data: { nextAttemptAt: now } });
    await recordEvent(tx, actor.teamId, actor, {
      action: "webhook.enable",
      target: { kind: "webhook", id },
      before: { disabledAt: disabledAt.toISOString() },
      after: { url: maskUrl(url), disabledAt: null },
    });
    tellFromNow(tx, actor.teamId, id);
    return true;
  });
  if (isChanged) await wakeWorker("webhooks");
  return null;
}
