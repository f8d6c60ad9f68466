import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { requireFreshSignIn } from "@/lib/auth/fresh-sign-in";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { inTransaction, type Transaction } from "@/lib/db/prisma";
import { env } from "@/lib/env";
import { DomainError, notFound } from "@/lib/errors";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { secretContext } from "@/lib/vault/contexts";
import { open } from "@/lib/vault/envelope";
import { lockKey, type StoredKey } from "./load-key";
import type { RevealSecretInput } from "./schema";
import { isEndedByRotation, keyStatus, secretStatus } from "./status";
import { toView } from "./to-view";
import type { RevealedKey } from "./view";

const conflict = (message: string): DomainError => new DomainError("conflict", message);

/** A secret that no gateway accepts any more is shown to nobody, whether its envelope is gone already or not. */
function requireLive(key: StoredKey, secret: { endsAt: Date | null }, now: number): void {
  const status = keyStatus(key, now);
  if (status === "revoked") throw conflict("This key is revoked: its secrets are refused, and gone for good.");
  if (status === "expired")
    throw conflict(
      isEndedByRotation(key, now)
        ? "The rotation of this key is overdue, so its secrets are refused. Rotate it for a new one."
        : "This key is expired, so its secrets are refused. Give it a later expiry first.",
    );
  if (secretStatus(secret, now) === "ended") throw conflict("This secret has ended. Reveal the key's current secret.");
}

async function sealedFormOf(tx: Transaction, { publicId, imported }: StoredKey["secrets"][number]) {
  if (imported) {
    throw conflict("This secret was imported as a hash, so nobody can show it. Rotate the key for a new one.");
  }
  const { storageMode } = await deploymentSettings(tx);
  if (storageMode !== "retrievable") {
    throw conflict(
      "Only a hash of each secret is kept here, so nobody can show it again. Rotate the key for a new one.",
    );
  }
  const stored = await tx.sealedSecret.findUnique({ where: { publicId } });
  if (stored !== null) return stored;
  throw conflict(
    "This secret was made when only hashes were kept, so nobody can show it again. Rotate the key for one that can be shown.",
  );
}

/**
 * A secret once more, in the retrievable mode (product S3): to whoever may, after a fresh sign-in. The trail says so before the
 * answer does; nothing but this answer holds the plaintext.
 * @throws DomainError not_found; forbidden; fresh_sign_in_required, always for access tokens; conflict for what is refused anyway,
 *   and for what only a hash is kept of
 * @throws EnvelopeError when its key-encryption key is missing, or the envelope was altered
 */
export const revealSecret = (actor: Actor, input: RevealSecretInput): Promise<RevealedKey> =>
  inTransaction(async (tx) => {
    const key = await lockKey(actor, input.keyId, tx);
    authorise(actor, "key:reveal", key);
    requireFreshSignIn(actor);
    const now = clock.ms();
    const secret = key.secrets.find(({ publicId }) => publicId === input.secretId);
    if (!secret) throw notFound("secret");
    requireLive(key, secret, now);
    const stored = await sealedFormOf(tx, secret);
    const context = secretContext({ teamId: key.teamId, keyId: key.id, publicId: secret.publicId });
    const plaintext = open(stored, context, env().LATCHKEY_KEK);
    await recordEvent(tx, actor.teamId, actor, {
      action: "key.reveal",
      target: { kind: "key", id: key.id },
      after: { secret: secret.publicId },
    });
    return { key: toView(key, now), secret: plaintext };
  });
