import { requireOperator } from "@/lib/auth/require-operator";
import { deploymentSettings } from "./deployment-settings";
import { holdersOfScopes } from "./holders-of-scopes";
import type { Operator } from "./operator";
import type { ScopeEntry } from "./scope-catalogue";

/** `holders`: how many keys that are not revoked hold it. */
export type ListedScope = ScopeEntry & { holders: number };

/** The catalogue in the operator's order, retired scopes among it. @throws DomainError forbidden */
export async function listScopes(person: Operator): Promise<ListedScope[]> {
  requireOperator(person);
  const { scopes } = await deploymentSettings();
  const holders = await holdersOfScopes(scopes.map(({ name }) => name));
  return scopes.map((scope) => ({ ...scope, holders: holders.get(scope.name) ?? 0 }));
}
