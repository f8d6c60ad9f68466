import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { inTransaction } from "@/lib/db/prisma";
import { lockTeam } from "./lock-team";
import type { TeamNameInput } from "./schema";

/**
 * Gives the team another name. Its address stays, so that no link and no script breaks.
 * @throws DomainError forbidden
 */
export async function renameTeam(actor: Actor, input: TeamNameInput): Promise<null> {
  authorise(actor, "team:rename");
  return inTransaction(async (tx) => {
    await lockTeam(tx, actor);
    const id = actor.teamId;
    const before = await tx.team.findUniqueOrThrow({ where: { id }, select: { name: true } });
    if (before.name === input.name) return null;
    await tx.team.update({ where: { id }, data: { name: input.name } });
    await recordEvent(tx, id, actor, {
      action: "team.rename",
      target: { kind: "team", id },
      before,
      after: { name: input.name },
    });
    return null;
  });
}
