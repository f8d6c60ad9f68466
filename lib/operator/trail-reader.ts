import { DEPLOYMENT_TRAIL } from "@/lib/audit/deployment-trail";
import type { Actor } from "@/lib/auth/actor";
import type { Person } from "@/lib/auth/person";
import { requireOperator } from "@/lib/auth/require-operator";

/**
 * The operator as one who reads the deployment's own trail: to lib/audit a viewer of the team that its events are kept under, and
 * that nobody can be a member of.
 * @throws DomainError forbidden
 */
export function trailReader(person: Person): Actor {
  requireOperator(person);
  const { userId, name, authenticatedAt, ip, userAgent, requestId } = person;
  return {
    ...{ kind: "user", id: userId, name, userId, role: "viewer", authenticatedAt, ip, userAgent, requestId },
    teamId: DEPLOYMENT_TRAIL,
  };
}
