import { DomainError } from "@/lib/errors";
import { changeScopes } from "./change-scopes";
import type { Operator } from "./operator";
import { type AddScopeInput, MAXIMUM_SCOPES } from "./schema";

const refuse = (code: "conflict" | "invalid", message: string) => new DomainError(code, message, { name: message });

/** A new scope, at the end of the catalogue. @throws DomainError forbidden; conflict, invalid on the field `name` */
export const addScope = (person: Operator, input: AddScopeInput): Promise<void> =>
  changeScopes(person, "scope.add", input.name, (catalogue) => {
    const same = catalogue.find(({ name }) => name === input.name);
    if (same?.retired) throw refuse("conflict", "This scope is retired. Restore it instead.");
    if (same) throw refuse("conflict", "There is a scope of this name already.");
    if (catalogue.length >= MAXIMUM_SCOPES)
      throw refuse("invalid", `A catalogue has at most ${MAXIMUM_SCOPES} scopes.`);
    return [...catalogue, { ...input, retired: false }];
  });
