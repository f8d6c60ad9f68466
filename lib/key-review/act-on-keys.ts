import type { Actor } from "@/lib/auth/actor";
import { requireFreshSignIn } from "@/lib/auth/fresh-sign-in";
import { clock } from "@/lib/clock";
import { DomainError } from "@/lib/errors";
import { disableKey } from "@/lib/keys/disable-key";
import { editKey } from "@/lib/keys/edit-key";
import { getKey } from "@/lib/keys/get-key";
import { revokeKey } from "@/lib/keys/revoke-key";
import { loadPolicy } from "@/lib/policies/load-policy";
import { proposedExpiry } from "./findings";
import { keyScopeAdvice } from "./key-scope-advice";
import type { ActOnKeysInput, BulkAct } from "./schema";
import { unusedScopes } from "./scope-advice";

/** Shown ids. `refused`: what was not done, and why; the others are done all the same. */
export type ActedOnKeys = { done: string[]; refused: { keyId: string; message: string }[] };

// Each change waits until every gateway has heard; a few at a time wait together, and leave the pool room for others.
const AT_ONCE = 4;

const nothingToDo = (message: string): DomainError => new DomainError("conflict", message);

async function setExpiry(actor: Actor, keyId: string): Promise<void> {
  const [key, { inForce }] = await Promise.all([getKey(actor, keyId), loadPolicy(actor.teamId)]);
  // An end that is there is not put off.
  if (key.expiresAt !== null) throw nothingToDo("This key has an expiry already.");
  const expiresAt = proposedExpiry(Date.parse(key.createdAt), inForce, clock.ms());
  if (expiresAt === null) {
    throw nothingToDo("This key is older than keys may become here. Create a new key in its place, and revoke it.");
  }
  await editKey(actor, { keyId, expiresAt });
}

async function dropScopes(actor: Actor, keyId: string): Promise<void> {
  // Looked at again now: what the page showed may be in use since.
  const advice = await keyScopeAdvice(actor, { keyId });
  const unused = unusedScopes(advice);
  if (unused.length === 0) throw nothingToDo("Every scope of this key is asked for, or too little is known of it.");
  await editKey(actor, {
    keyId,
    scopes: advice.map(({ scope }) => scope).filter((scope) => !unused.includes(scope)),
  });
}

const ACTS: Record<BulkAct, (actor: Actor, keyId: string, reason?: string) => Promise<unknown>> = {
  revoke: (actor, keyId, reason) => revokeKey(actor, { keyId, reason }),
  disable: (actor, keyId) => disableKey(actor, { keyId }),
  "set-expiry": setExpiry,
  "drop-scopes": dropScopes,
};

/**
 * Does what a review recommends, to one key or to many. Each key is a change of its own, with its own audit event, through the
 * verb that a single change goes through: one that is refused holds up no other, and what is done stays done. A foreign key
 * is refused exactly as an unknown one. To revoke many at once, which nobody can take back, asks for a fresh sign-in.
 * @throws DomainError fresh_sign_in_required; whatever is no refusal, such as a database that cannot be reached; asking again is safe
 */
export async function actOnKeys(actor: Actor, { act, keyIds, reason }: ActOnKeysInput): Promise<ActedOnKeys> {
  if (act === "revoke") requireFreshSignIn(actor);
  const acted: ActedOnKeys = { done: [], refused: [] };
  const waiting = [...keyIds];
  const work = async (): Promise<void> => {
    for (let keyId = waiting.shift(); keyId !== undefined; keyId = waiting.shift()) {
      try {
        await ACTS[act](actor, keyId, reason);
        acted.done.push(keyId);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        acted.refused.push({ keyId, message: error.message });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return acted;
}
