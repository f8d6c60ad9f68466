import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { prisma } from "@/lib/db/prisma";
import { limitOfTeam } from "./limit-of-team";

/** What all keys of the actor's team may use together, set by the provider; null: each has its own limit alone. @throws DomainError forbidden */
export async function readTeamLimit(actor: Actor): Promise<ReturnType<typeof limitOfTeam>> {
  authorise(actor, "policy:read");
  const select = { rateLimit: true, rateWindowSeconds: true };
  return limitOfTeam(await prisma().team.findUniqueOrThrow({ where: { id: actor.teamId }, select }));
}
