import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { loadPolicy } from "./load-policy";
import type { Policy, PolicyInForce } from "./policy";

export type PolicyView = { provider: Policy; team: Policy; inForce: PolicyInForce };

const shown = ({ rotationSince: _, ...policy }: Policy & { rotationSince: Date | null }): Policy => policy;

/** What provider and team ask of the team's keys. @throws DomainError forbidden */
export async function readPolicy(actor: Actor): Promise<PolicyView> {
  authorise(actor, "policy:read");
  const { provider, team, inForce } = await loadPolicy(actor.teamId);
  return { provider: shown(provider), team: shown(team), inForce };
}
