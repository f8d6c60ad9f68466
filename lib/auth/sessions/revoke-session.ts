import type { Person } from "@/lib/auth/person";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { readId } from "@/lib/ids";
import { liveSessions } from "./session";

/**
 * Ends one session of the person, from its next request on.
 * @throws DomainError not_found, for another person's session exactly as for an unknown or an ended one
 */
export async function revokeSession(person: Pick<Person, "userId">, input: { sessionId: string }): Promise<void> {
  const id = readId("session", input.sessionId);
  const ended =
    id === null
      ? 0
      : (
          await prisma().session.updateMany({
            where: { id, userId: person.userId, ...liveSessions(clock.now()) },
            data: { revokedAt: clock.now() },
          })
        ).count;
  if (ended === 0) throw new DomainError("not_found", "No such session. It may have ended; reload the page.");
}
