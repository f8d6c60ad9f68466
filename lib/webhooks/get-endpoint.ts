import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import { noEndpoint } from "./lock-endpoint";
import { toEndpointView, viewed } from "./to-endpoint-view";
import type { EndpointView } from "./view";

/** @throws DomainError not_found; forbidden */
export async function getEndpoint(actor: Actor, shownId: string): Promise<EndpointView> {
  authorise(actor, "webhook:read");
  const id = readId("endpoint", shownId);
  const row =
    id &&
    (await prisma().webhookEndpoint.findFirst({ where: { id, teamId: actor.teamId }, include: viewed(clock.now()) }));
  if (!row) throw noEndpoint();
  return toEndpointView(actor, row);
}
