import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { inTransaction } from "@/lib/db/prisma";
import { lockTeam } from "@/lib/teams/lock-team";
import { applyRotation, POLICY_TIMEOUT_MS } from "./apply-rotation";
import { changedLimits } from "./changed-limits";
import { holdPolicy } from "./hold-policy";
import { refuseLooser } from "./refuse-looser";
import { isTightened } from "./rotation";
import type { EditTeamPolicyInput } from "./schema";

/**
 * What the team asks of its keys beyond the provider (product R5). Keys get their dates of rotation in the same transaction; what
 * is asked for anew ends no key within 30 days.
 * @throws DomainError forbidden; invalid on a limit that is looser than the provider's
 */
export async function editTeamPolicy(actor: Actor, input: EditTeamPolicyInput): Promise<null> {
  authorise(actor, "policy:edit");
  await inTransaction(async (tx) => {
    await lockTeam(tx, actor);
    const { teamId } = actor;
    const { provider, team } = await holdPolicy(tx, teamId);
    const facts = changedLimits(team, input);
    if (facts === null) return;
    refuseLooser(provider, team, input);
    const rotationSince = isTightened(team, input) ? clock.now() : team.rotationSince;
    const stored = { ...input, rotationSince };
    await tx.teamPolicy.upsert({ where: { teamId }, create: { teamId, ...stored }, update: stored });
    await applyRotation(tx, teamId);
    await recordEvent(tx, teamId, actor, { action: "policy.edit", target: { kind: "team", id: teamId }, ...facts });
  }, POLICY_TIMEOUT_MS);
  await heardByGateways();
  return null;
}
