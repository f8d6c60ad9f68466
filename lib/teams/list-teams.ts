import type { Role } from "@/lib/auth/role";
import { prisma } from "@/lib/db/prisma";

export type TeamOfPerson = { name: string; slug: string; role: Role };

/** The teams a person is a member of, oldest membership first. */
export async function listTeams(userId: string): Promise<TeamOfPerson[]> {
  const rows = await prisma().membership.findMany({
    where: { userId },
    orderBy: [{ createdAt: "asc" }, { teamId: "asc" }],
    select: { role: true, team: { select: { name: true, slug: true } } },
  });
  return rows.map((row) => ({ ...row.team, role: row.role }));
}
