import { changeScopes, noSuchScope } from "./change-scopes";
import type { Operator } from "./operator";
import type { EditScopeInput } from "./schema";

const actOf = ({ retired }: { retired?: boolean | undefined }) =>
  retired === undefined ? "scope.edit" : retired ? "scope.retire" : "scope.restore";

/**
 * Changes what a scope says, who may grant it, and whether it can be granted at all; what is left out stays. Keys that hold a
 * retired scope keep it: a call that works today does not fail because of a catalogue.
 * @throws DomainError forbidden; not_found; conflict for the last scope that could be granted
 */
export const editScope = (person: Operator, { name, ...given }: EditScopeInput): Promise<void> =>
  changeScopes(person, actOf(given), name, (catalogue) => {
    if (!catalogue.some((scope) => scope.name === name)) throw noSuchScope();
    return catalogue.map((scope) =>
      scope.name === name
        ? {
            ...scope,
            summary: given.summary ?? scope.summary,
            minimumRole: given.minimumRole ?? scope.minimumRole,
            retired: given.retired ?? scope.retired,
          }
        : scope,
    );
  });
