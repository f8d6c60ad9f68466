import "server-only";
import { notFound } from "@/lib/errors";
import { demandPerson } from "./demand-person";
import { type ActorInTeam, findActor } from "./find-actor";
import type { RequestFrom } from "./request-from";

/**
 * For actions and routes, which answer in data: the actor in this team.
 * @throws DomainError unauthenticated; not_found for a team that is unknown or not the person's
 */
export async function demandActor(teamSlug: string, from: RequestFrom): Promise<ActorInTeam> {
  const found = await findActor(await demandPerson(), teamSlug, from);
  if (found === null) throw notFound("team");
  return found;
}
