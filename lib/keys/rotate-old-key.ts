import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { holdAuthority } from "@/lib/auth/hold-authority";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { type Alongside, inTransaction, type Transaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { holdPolicy } from "@/lib/policies/hold-policy";
import { rotationOf } from "@/lib/policies/rotation";
import { addSecret } from "./add-secret";
import { forgetSealed } from "./forget-sealed";
import { loadKey, lockKey, type StoredKey } from "./load-key";
import { grace, graceEnd } from "./policy";
import type { RotateOldKeyInput } from "./schema";
import { isEndedByRotation, keyStatus } from "./status";
import { toView } from "./to-view";
import type { RotatedKey } from "./view";

/** @throws DomainError conflict for a key that no new secret would bring back */
function requireRotatable(key: StoredKey, now: number): void {
  const status = keyStatus(key, now);
  if (status !== "revoked" && (status !== "expired" || isEndedByRotation(key, now))) return;
  const instead =
    status === "expired" ? "Give it a later expiry first, or create a new key." : "Create a new key instead.";
  throw new DomainError("conflict", `This key is ${status}, so a new secret would not work. ${instead}`);
}

const currentOf = (key: StoredKey) => key.secrets.find((secret) => secret.endsAt === null);

/**
 * Ends what the new secret replaces. Of a key that its overdue rotation has ended, everything ends at once: what was refused does
 * not come alive again with the new secret.
 */
async function endReplaced(tx: Transaction, key: StoredKey, now: Date, endsAt: Date): Promise<void> {
  const isCure = isEndedByRotation(key, now.getTime());
  const replaced = isCure
    ? { keyId: key.id, OR: [{ endsAt: null }, { endsAt: { gt: now } }] }
    : { keyId: key.id, endsAt: null };
  await tx.secret.updateMany({ where: replaced, data: { endsAt } });
  if (endsAt <= now) await forgetSealed(tx, { keyId: key.id, endsAt: { lte: now } });
}

/**
 * A new current secret; the one it replaces ends after the grace, never later than the key (product R2, invariant 6).
 * Rotations at the same time go one after the other, each replacing the one before. A secret that is younger than
 * `ifSecretOlderThanSeconds` is left alone, so that a job may ask again and again.
 * @param alongside done last in the transaction, also when it leaves a secret alone
 * @throws DomainError not_found; forbidden; unauthenticated when the session ended on the way; conflict when the key is revoked or
 *   expired; invalid for a longer grace than the policy allows
 */
export async function rotateOldKey(
  actor: Actor,
  input: RotateOldKeyInput,
  alongside?: Alongside<RotatedKey>,
): Promise<RotatedKey> {
  const settings = await deploymentSettings();
  const rotate = async (tx: Transaction): Promise<RotatedKey> => {
    const { provider, team, inForce: policy } = await holdPolicy(tx, actor.teamId);
    await holdAuthority(tx, actor);
    const key = await lockKey(actor, input.keyId, tx);
    authorise(actor, "key:rotate", key);
    const now = clock.now();
    requireRotatable(key, now.getTime());
    const graceSeconds = grace(input.graceSeconds, policy);
    const current = currentOf(key);
    const { ifSecretOlderThanSeconds: age } = input;
    if (current && age !== undefined && now.getTime() - current.createdAt.getTime() < age * 1_000) {
      return { rotated: false, key: toView(key, now.getTime()) };
    }
    const endsAt = isEndedByRotation(key, now.getTime()) ? now : graceEnd(now, graceSeconds, key.expiresAt);
    await endReplaced(tx, key, now, endsAt);
    const secret = await addSecret(tx, {
      teamId: key.teamId,
      keyId: key.id,
      environment: key.environment,
      replaces: current?.publicId ?? null,
      createdAt: now,
      settings,
    });
    const next = rotationOf(now, [provider, team]);
    if (next.rotateBy !== null || key.rotateBy !== null) {
      await tx.key.update({ where: { id: key.id }, data: { ...next, updatedAt: key.updatedAt } });
    }
    const rotatedKey = await loadKey(actor, input.keyId, tx);
    await recordEvent(tx, actor.teamId, actor, {
      action: "key.rotate",
      target: { kind: "key", id: key.id },
      before: { secret: current?.publicId ?? null },
      after: { secret: currentOf(rotatedKey)?.publicId ?? null, replacedEndsAt: current ? endsAt.toISOString() : null },
    });
    return { rotated: true, key: toView(rotatedKey, now.getTime()), secret };
  };
  const rotated = await inTransaction(async (tx) => {
    const made = await rotate(tx);
    await alongside?.(tx, made);
    return made;
  });
  if (rotated.rotated) await heardByGateways();
  return rotated;
}
