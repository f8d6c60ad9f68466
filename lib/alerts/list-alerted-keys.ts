import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { prisma } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";
import type { Environment } from "@/lib/keys/environment";

const MOST = 200;

/** The keys that there are alerts about, by label, for the list's filter. */
export async function listAlertedKeys(
  actor: Actor,
  environment: Environment,
): Promise<{ id: string; label: string }[]> {
  authorise(actor, "alert:read");
  const rows = await prisma().key.findMany({
    where: { teamId: actor.teamId, environment, alerts: { some: {} } },
    select: { id: true, label: true },
    orderBy: [{ label: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return rows.map(({ id, label }) => ({ id: showId("key", id), label }));
}
