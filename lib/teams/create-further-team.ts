import type { Person } from "@/lib/auth/person";
import { countAttempt, subject } from "@/lib/auth/throttle";
import { inTransaction } from "@/lib/db/prisma";
import { createTeam } from "./create-team";
import type { TeamNameInput } from "./schema";

const TEAMS_PER_PERSON = 20;

/**
 * A further team of a person, who is its owner; whoever is signed in may.
 * @throws DomainError too_many_requests
 */
export async function createFurtherTeam(person: Person, input: TeamNameInput): Promise<{ teamSlug: string }> {
  await countAttempt([{ subject: subject("team", person.userId), limit: TEAMS_PER_PERSON }]);
  const team = await inTransaction((tx) => createTeam(tx, { ...person, id: person.userId }, input.name));
  return { teamSlug: team.slug };
}
