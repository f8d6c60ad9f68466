import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { prisma } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";

/** Who made keys in this team, for the list's filter. */
export async function listCreators(actor: Actor): Promise<{ id: string; name: string }[]> {
  authorise(actor, "key:read");
  const rows = await prisma().key.findMany({
    where: { teamId: actor.teamId, createdById: { not: null } },
    distinct: ["createdById"],
    select: { createdById: true, createdByName: true },
    orderBy: { createdById: "asc" },
  });
  return rows.flatMap((row) =>
    row.createdById ? [{ id: showId("user", row.createdById), name: row.createdByName }] : [],
  );
}
