import { DomainError } from "@/lib/errors";

/**
 * What belongs to the deployment is the operator's alone, whatever their role in a team.
 * @throws DomainError forbidden
 */
export function requireOperator(person: { isOperator: boolean }): void {
  if (person.isOperator) return;
  throw new DomainError("forbidden", "Only the operator of this deployment may do this. Ask them.");
}
