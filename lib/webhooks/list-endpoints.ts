import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { toEndpointView, viewed } from "./to-endpoint-view";
import type { EndpointView } from "./view";

/** The team's endpoints, newest first: at most 20. */
export async function listEndpoints(actor: Actor): Promise<EndpointView[]> {
  authorise(actor, "webhook:read");
  const rows = await prisma().webhookEndpoint.findMany({
    where: { teamId: actor.teamId },
    include: viewed(clock.now()),
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map((row) => toEndpointView(actor, row));
}
