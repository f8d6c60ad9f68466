import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import type { UsageScope } from "./usage-store";

/**
 * Whose usage this actor asks for: always the actor's own team's. Every page and route that reads usage goes through it.
 * @throws DomainError forbidden
 */
export function usageScope(actor: Actor, of: Omit<UsageScope, "teamId">): UsageScope {
  authorise(actor, "usage:read");
  return { ...of, teamId: actor.teamId };
}
