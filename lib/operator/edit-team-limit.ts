import { requireOperator } from "@/lib/auth/require-operator";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { inTransaction } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import { limitOfTeam } from "@/lib/teams/limit-of-team";
import { lockTeamRow } from "@/lib/teams/lock-team";
import { noSuchTeam } from "./no-such-team";
import type { Operator } from "./operator";
import { type OperatorEvent, recordOperatorEvent } from "./record-operator-event";
import type { EditTeamLimitInput } from "./schema";

/** Each of the team's keys is noted as changed, which takes longer where there are a hundred thousand (ms). */
const TIMEOUT_MS = 60_000;

/**
 * Holds all keys of a team together to a limit, on top of each one's own (product A2), or to none any more. Told in the team's
 * trail and in the deployment's. A trigger notes every key as changed; when this answers, the gateways have heard.
 * @throws DomainError forbidden; not_found
 */
export async function editTeamLimit(person: Operator, { teamId, rateLimit }: EditTeamLimitInput): Promise<null> {
  requireOperator(person);
  const id = readId("team", teamId);
  if (id === null) throw noSuchTeam();
  await inTransaction(async (tx) => {
    await lockTeamRow(tx, id);
    const team = await tx.team.findUnique({ where: { id } });
    if (team === null) throw noSuchTeam();
    const before = limitOfTeam(team);
    if (before?.limit === rateLimit?.limit && before?.windowSeconds === rateLimit?.windowSeconds) return;
    const data = { rateLimit: rateLimit?.limit ?? null, rateWindowSeconds: rateLimit?.windowSeconds ?? null };
    await tx.team.update({ where: { id }, data, select: { id: true } });
    const event: OperatorEvent = {
      action: "team.edit_limit",
      target: { kind: "team", id },
      before: { name: team.name, rateLimit: before },
      after: { rateLimit },
    };
    await recordOperatorEvent(tx, person, event, id);
    await recordOperatorEvent(tx, person, event);
  }, TIMEOUT_MS);
  await heardByGateways();
  return null;
}
