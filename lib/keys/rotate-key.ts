import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { holdAuthority } from "@/lib/auth/hold-authority";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { type Alongside, inTransaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { addSecret } from "./add-secret";
import { forgetSealed } from "./forget-sealed";
import { loadKey, lockKey } from "./load-key";
import { graceEnd } from "./policy";
import type { RotateKeyInput } from "./schema";
import { keyStatus } from "./status";
import { toView } from "./to-view";
import type { RevealedKey } from "./view";

/**
 * A new current secret; the one it replaces ends after the grace, never later than the key (product R2, invariant 6).
 * Rotations at the same time go one after the other, each replacing the one before.
 * @param alongside done last in the transaction that makes the secret
 * @throws DomainError not_found; forbidden; unauthenticated when the session ended on the way; conflict when the key is revoked or expired
 */
export async function rotateKey(
  actor: Actor,
  input: RotateKeyInput,
  alongside?: Alongside<RevealedKey>,
): Promise<RevealedKey> {
  const settings = await deploymentSettings();
  const rotated = await inTransaction(async (tx) => {
    await holdAuthority(tx, actor);
    const key = await lockKey(actor, input.keyId, tx);
    authorise(actor, "key:rotate", key);
    const now = clock.now();
    const status = keyStatus(key, now.getTime());
    if (status === "revoked" || status === "expired") {
      const instead =
        status === "expired" ? "Give it a later expiry first, or create a new key." : "Create a new key instead.";
      throw new DomainError("conflict", `This key is ${status}, so a new secret would not work. ${instead}`);
    }
    const current = key.secrets.find((secret) => secret.endsAt === null);
    const endsAt = graceEnd(now, input.graceSeconds, key.expiresAt);
    if (current) await tx.secret.update({ where: { publicId: current.publicId }, data: { endsAt } });
    if (current && endsAt <= now) await forgetSealed(tx, { publicId: current.publicId });
    const secret = await addSecret(tx, {
      teamId: key.teamId,
      keyId: key.id,
      environment: key.environment,
      replaces: current?.publicId ?? null,
      createdAt: now,
      settings,
    });
    const rotatedKey = await loadKey(actor, input.keyId, tx);
    await recordEvent(tx, actor.teamId, actor, {
      action: "key.rotate",
      target: { kind: "key", id: key.id },
      before: { secret: current?.publicId ?? null },
      after: {
        secret: rotatedKey.secrets.find((made) => made.endsAt === null)?.publicId ?? null,
        replacedEndsAt: current ? endsAt.toISOString() : null,
      },
    });
    const made = { key: toView(rotatedKey, now.getTime()), secret };
    await alongside?.(tx, made);
    return made;
  });
  await heardByGateways();
  return rotated;
}
