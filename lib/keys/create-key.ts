import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { holdAuthority } from "@/lib/auth/hold-authority";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { type Alongside, inTransaction } from "@/lib/db/prisma";
import { newId, showId } from "@/lib/ids";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { holdPolicy } from "@/lib/policies/hold-policy";
import { rotationOf } from "@/lib/policies/rotation";
import { addSecret } from "./add-secret";
import { loadKey } from "./load-key";
import { checkAllowList, checkExpiry, checkScopes, defaultExpiry } from "./policy";
import type { CreateKeyInput } from "./schema";
import { toView } from "./to-view";
import type { RevealedKey } from "./view";

/**
 * A new key with its first secret, revealed once.
 * @param alongside done last in the transaction that makes it
 * @throws DomainError forbidden; unauthenticated when the session ended on the way; invalid with the field at fault
 */
export async function createKey(
  actor: Actor,
  input: CreateKeyInput,
  alongside?: Alongside<RevealedKey>,
): Promise<RevealedKey> {
  authorise(actor, "key:create");
  const settings = await deploymentSettings();
  checkScopes(actor, settings.scopes, input.scopes);
  const rateLimit = input.rateLimit ?? settings.defaultRateLimit;
  const id = newId();

  return inTransaction(async (tx) => {
    const { provider, team, inForce: policy } = await holdPolicy(tx, actor.teamId);
    await holdAuthority(tx, actor);
    const now = clock.now();
    const expiresAt = input.expiresAt === undefined ? defaultExpiry(policy, now) : input.expiresAt;
    checkExpiry(expiresAt, { now, createdAt: now, policy });
    checkAllowList({ environment: input.environment, before: null, allowedIps: input.allowedIps }, policy);
    await tx.key.create({
      data: {
        id,
        teamId: actor.teamId,
        label: input.label,
        note: input.note,
        environment: input.environment,
        scopes: input.scopes,
        allowedIps: input.allowedIps,
        rateLimit: rateLimit.limit,
        rateWindowSeconds: rateLimit.windowSeconds,
        metadata: input.metadata as object,
        expiresAt,
        ...rotationOf(now, [provider, team]),
        createdById: actor.userId,
        createdByName: actor.name,
        createdAt: now,
        updatedAt: now,
      },
    });
    const secret = await addSecret(tx, {
      teamId: actor.teamId,
      keyId: id,
      environment: input.environment,
      replaces: null,
      createdAt: now,
      settings,
    });
    await recordEvent(tx, actor.teamId, actor, {
      action: "key.create",
      target: { kind: "key", id },
      after: {
        label: input.label,
        environment: input.environment,
        scopes: input.scopes,
        allowedIps: input.allowedIps,
        rateLimit,
        expiresAt: expiresAt?.toISOString() ?? null,
      },
    });
    const made = { key: toView(await loadKey(actor, showId("key", id), tx), now.getTime()), secret };
    await alongside?.(tx, made);
    return made;
  });
}
