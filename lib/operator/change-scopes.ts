import type { AuditAction } from "@/lib/audit/record-event";
import type { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { changeDeployment } from "./change-deployment";
import type { Operator } from "./operator";
import { readCatalogue, type ScopeEntry } from "./scope-catalogue";

export const noSuchScope = (): DomainError =>
  new DomainError("not_found", "There is no such scope in the catalogue. Reload the page to see what there is.");

/**
 * A change of one entry of the catalogue, for the trail told by that entry alone.
 * @throws DomainError forbidden; conflict when no scope would be left that a key can be given
 */
export const changeScopes = (
  person: Operator,
  action: Extract<AuditAction, `scope.${string}`>,
  name: string,
  change: (catalogue: ScopeEntry[], tx: Transaction) => Promise<ScopeEntry[]> | ScopeEntry[],
): Promise<void> =>
  changeDeployment(person, { action, target: { kind: "scope", id: name } }, async (row, tx) => {
    const old = readCatalogue(row.scopes);
    const changed = await change(old, tx);
    const told = (catalogue: ScopeEntry[]) => ({ ...catalogue.find((scope) => scope.name === name) });
    if (JSON.stringify(changed) === JSON.stringify(old)) return null;
    if (changed.every(({ retired }) => retired)) {
      throw new DomainError(
        "conflict",
        "This is the last scope that a key can be given, and a key has at least one. Add another one first.",
      );
    }
    return { data: { scopes: changed satisfies Prisma.InputJsonValue }, before: told(old), after: told(changed) };
  });
