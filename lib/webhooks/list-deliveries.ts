import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { prisma } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import { noEndpoint } from "./lock-endpoint";
import { DELIVERY_PAGE_SIZE, DELIVERY_STATUSES, type DeliveryStatus } from "./schema";
import { toDeliveryView } from "./to-delivery-view";
import type { DeliveryView } from "./view";

export type DeliveryList = {
  deliveries: DeliveryView[];
  totals: Record<DeliveryStatus, number>;
  page: number;
  pages: number;
};

/**
 * One page of an endpoint's log, newest first.
 * @throws DomainError not_found; forbidden
 */
export async function listDeliveries(
  actor: Actor,
  shownId: string,
  { status, page }: { status?: DeliveryStatus; page: number },
): Promise<DeliveryList> {
  authorise(actor, "webhook:read");
  const endpointId = readId("endpoint", shownId);
  const endpoint =
    endpointId && (await prisma().webhookEndpoint.count({ where: { id: endpointId, teamId: actor.teamId } }));
  if (!endpointId || !endpoint) throw noEndpoint();
  const [rows, counts] = await Promise.all([
    prisma().webhookDelivery.findMany({
      where: { endpointId, endpoint: { teamId: actor.teamId }, status },
      include: { message: { select: { type: true } } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: DELIVERY_PAGE_SIZE,
      skip: (page - 1) * DELIVERY_PAGE_SIZE,
    }),
    prisma().webhookDelivery.groupBy({
      by: ["status"],
      where: { endpointId, endpoint: { teamId: actor.teamId } },
      _count: true,
    }),
  ]);
  const totals = Object.fromEntries(
    DELIVERY_STATUSES.map((one) => [one, counts.find((count) => count.status === one)?._count ?? 0]),
  ) as Record<DeliveryStatus, number>;
  const total = status === undefined ? DELIVERY_STATUSES.reduce((sum, one) => sum + totals[one], 0) : totals[status];
  return {
    deliveries: rows.map(toDeliveryView),
    totals,
    page,
    pages: Math.max(1, Math.ceil(total / DELIVERY_PAGE_SIZE)),
  };
}
