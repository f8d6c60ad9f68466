import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { inTransaction } from "@/lib/db/prisma";
import { lockEndpoint } from "./lock-endpoint";
import { maskUrl } from "./mask-url";
import type { EndpointInput } from "./schema";

/**
 * For good, with its secrets and its log; what is on its way does not arrive.
 * @throws DomainError not_found; forbidden
 */
export async function removeEndpoint(actor: Actor, input: EndpointInput): Promise<null> {
  authorise(actor, "webhook:edit");
  return inTransaction(async (tx) => {
    const { id, url } = await lockEndpoint(tx, actor, input.endpointId);
    await tx.webhookEndpoint.delete({ where: { id } });
    await recordEvent(tx, actor.teamId, actor, {
      action: "webhook.remove",
      target: { kind: "webhook", id },
      before: { url: maskUrl(url) },
    });
    return null;
  });
}
