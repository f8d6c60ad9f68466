import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { inTransaction } from "@/lib/db/prisma";
import { lockEndpoint } from "./lock-endpoint";
import type { EndpointInput } from "./schema";
import { stopEndpoint } from "./stop-endpoint";

/**
 * Stops sending until it is enabled again. Disabling a disabled one changes nothing.
 * @throws DomainError not_found; forbidden
 */
export async function disableEndpoint(actor: Actor, input: EndpointInput): Promise<null> {
  authorise(actor, "webhook:edit");
  return inTransaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, actor, input.endpointId);
    if (endpoint.disabledAt === null) await stopEndpoint(tx, endpoint, "by_hand", actor);
    return null;
  });
}
