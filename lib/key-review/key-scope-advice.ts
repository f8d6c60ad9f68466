import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { readId } from "@/lib/ids";
import { getKey } from "@/lib/keys/get-key";
import type { KeyIdInput } from "@/lib/keys/schema";
import { scopeLastUses } from "@/lib/usage/scope-uses";
import { type ScopeAdvice, scopeAdvice } from "./scope-advice";
import { scopeGrants } from "./scope-grants";

/**
 * When each scope of a key was last asked for, and which of them nobody asks for (product P4).
 * @throws DomainError forbidden; not_found
 */
export async function keyScopeAdvice(actor: Actor, input: KeyIdInput): Promise<ScopeAdvice[]> {
  authorise(actor, "usage:read");
  const key = await getKey(actor, input.keyId);
  const uuid = readId("key", key.id) ?? "";
  const now = clock.ms();
  const [uses, grants] = await Promise.all([scopeLastUses(actor.teamId, [uuid]), scopeGrants(actor.teamId, now, uuid)]);
  return scopeAdvice(
    {
      granted: key.scopes,
      createdAt: Date.parse(key.createdAt),
      grantedLater: grants.get(uuid) ?? new Map(),
      uses: uses.get(uuid) ?? [],
    },
    now,
  );
}
