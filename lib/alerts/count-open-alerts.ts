import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { prisma } from "@/lib/db/prisma";
import type { Environment } from "@/lib/keys/environment";
import { statusCondition } from "./status-condition";

/** How many alerts nobody has acknowledged or muted, in each environment: what the sidebar says on every page. */
export async function countOpenAlerts(actor: Actor): Promise<Record<Environment, number>> {
  authorise(actor, "alert:read");
  const rows = await prisma().alert.groupBy({
    by: ["environment"],
    where: { teamId: actor.teamId, ...statusCondition.open },
    _count: true,
  });
  const of = (environment: Environment): number => rows.find((row) => row.environment === environment)?._count ?? 0;
  return { live: of("live"), test: of("test") };
}
