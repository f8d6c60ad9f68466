import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { prisma } from "@/lib/db/prisma";
import { notFound } from "@/lib/errors";
import { readId } from "@/lib/ids";
import { getEndpoint } from "./get-endpoint";
import { toDeliveryView } from "./to-delivery-view";
import type { Trouble } from "./trouble";
import type { DeliveryDetail } from "./view";

/**
 * A delivery with what was sent, and every attempt with what was answered.
 * @throws DomainError not_found; forbidden
 */
export async function getDelivery(actor: Actor, shownEndpointId: string, shownId: string): Promise<DeliveryDetail> {
  authorise(actor, "webhook:read");
  await getEndpoint(actor, shownEndpointId);
  const [endpointId, id] = [readId("endpoint", shownEndpointId), readId("delivery", shownId)];
  const row =
    endpointId &&
    id &&
    (await prisma().webhookDelivery.findFirst({
      where: { id, endpointId, endpoint: { teamId: actor.teamId } },
      include: { message: { select: { type: true, body: true } }, log: { orderBy: { number: "desc" } } },
    }));
  if (!row) throw notFound("delivery");
  return {
    ...toDeliveryView(row),
    body: row.message.body,
    log: row.log.map(({ number, at, durationMs, url, headers, status, trouble, detail, answer }) => ({
      ...{ number, at: at.toISOString(), durationMs, url, status, detail, answer },
      headers: headers as Record<string, string>,
      trouble: trouble as Trouble | null,
    })),
  };
}
