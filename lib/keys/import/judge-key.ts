import type { Actor } from "@/lib/auth/actor";
import { DomainError } from "@/lib/errors";
import type { ScopeEntry } from "@/lib/operator/scope-catalogue";
import type { PolicyInForce } from "@/lib/policies/policy";
import { checkAllowList, checkExpiry, checkScopes, defaultExpiry } from "../policy";
import type { ImportProblem } from "./report";
import type { ImportedKey } from "./schema";

export type ImportRules = {
  role: Actor["role"];
  catalogue: readonly ScopeEntry[];
  policy: PolicyInForce;
  now: Date;
};

/** A key ready to be stored: its expiry and metadata as they will be. */
export type JudgedKey = ImportedKey & { expiresAt: Date | null };

function problemsOf(check: () => void): ImportProblem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return Object.entries(error.fieldErrors ?? { "": error.message }).map(([field, message]) => ({ field, message }));
  }
}

/** `externalId` travels in the metadata, which the gateway's answers carry, so that the provider's service finds its own record. */
function withExternalId({ metadata, externalId }: ImportedKey): ImportedKey["metadata"] {
  return externalId === undefined ? metadata : { ...metadata, externalId };
}

/**
 * What policies say of a key made elsewhere: all that they ask of one created here and now. Its lifetime and its rotation count from
 * the import, so that no key is refused, or at once overdue, for an age that it came with.
 */
export function judgeKey(key: ImportedKey, rules: ImportRules): { key: JudgedKey; problems: ImportProblem[] } {
  const { role, catalogue, policy, now } = rules;
  const expiresAt = key.expiresAt === undefined ? defaultExpiry(policy, now) : key.expiresAt;
  const problems = [
    ...problemsOf(() => checkScopes({ role }, catalogue, key.scopes)),
    ...problemsOf(() => checkExpiry(expiresAt, { now, createdAt: now, policy })),
    ...problemsOf(() => checkAllowList({ ...key, before: null }, policy)),
  ];
  if (key.createdAt !== null && key.createdAt > now) {
    problems.push({ field: "createdAt", message: "This moment lies ahead. Give the date on which the key was made." });
  }
  if (key.externalId !== undefined && Object.hasOwn(key.metadata, "externalId")) {
    problems.push({ field: "externalId", message: "The metadata names an externalId, too. Give it once." });
  }
  return { key: { ...key, expiresAt, metadata: withExternalId(key) }, problems };
}
