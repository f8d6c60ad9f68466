import { DomainError } from "@/lib/errors";
import { changeScopes, noSuchScope } from "./change-scopes";
import { holdersOfScopes } from "./holders-of-scopes";
import type { Operator } from "./operator";
import type { ScopeNameInput } from "./schema";

/**
 * Takes a scope out of the catalogue for good. Only when no key holds it: a key whose scopes nobody can look up says nothing to
 * its owner. Retire it first, so that no key is given it meanwhile.
 * @throws DomainError forbidden; not_found; conflict while keys hold it or can be given it
 */
export const removeScope = (person: Operator, { name }: ScopeNameInput): Promise<void> =>
  changeScopes(person, "scope.remove", name, async (catalogue, tx) => {
    const entry = catalogue.find((scope) => scope.name === name);
    if (entry === undefined) throw noSuchScope();
    const holders = (await holdersOfScopes([name], tx)).get(name) ?? 0;
    if (holders > 0) {
      const keys = holders === 1 ? "1 key holds" : `${holders.toLocaleString("en")} keys hold`;
      throw new DomainError(
        "conflict",
        `${keys} this scope. Retire it instead: they keep it, and no other key gets it.`,
      );
    }
    if (!entry.retired) throw new DomainError("conflict", "Retire this scope first: keys can still be given it.");
    return catalogue.filter((scope) => scope !== entry);
  });
