import { showId } from "@/lib/ids";
import type { StoredKey } from "./load-key";
import { maskSecret } from "./mask-secret";
import { isEndedByRotation, keyStatus, secretStatus } from "./status";
import type { KeyView, LastUse, SecretView } from "./view";

/** A stored key as it is shown: masked, its status derived at `now` (milliseconds). */
export function toView(key: StoredKey, now: number): KeyView {
  const secrets = key.secrets.map(
    (secret): SecretView => ({
      id: secret.publicId,
      masked: maskSecret(secret, key.environment),
      imported: secret.imported,
      madeAt: secret.madeAt?.toISOString() ?? null,
      status: secretStatus(secret, now),
      createdAt: secret.createdAt.toISOString(),
      endsAt: secret.endsAt?.toISOString() ?? null,
      lastUsed: secret.lastUse && {
        at: secret.lastUse.at.toISOString(),
        ip: secret.lastUse.ip,
        country: secret.lastUse.country,
        userAgent: secret.lastUse.userAgent,
      },
    }),
  );
  const status = keyStatus(key, now);
  return {
    id: showId("key", key.id),
    label: key.label,
    note: key.note,
    environment: key.environment,
    status,
    endedBy: status !== "expired" ? null : isEndedByRotation(key, now) ? "rotation" : "expiry",
    masked: (secrets.find((secret) => secret.status === "current") ?? secrets[0])?.masked ?? "",
    scopes: key.scopes,
    allowedIps: key.allowedIps,
    rateLimit: { limit: key.rateLimit, windowSeconds: key.rateWindowSeconds },
    metadata: key.metadata as Record<string, unknown>,
    createdAt: key.createdAt.toISOString(),
    createdBy: { id: key.createdById && showId("user", key.createdById), name: key.createdByName },
    updatedAt: key.updatedAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    rotateBy: key.rotateBy?.toISOString() ?? null,
    rotationEnforced: key.rotationEnforced,
    disabledAt: key.disabledAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    revokeReason: key.revokeReason,
    lastUsed: latest(secrets),
    secrets,
  };
}

const latest = (secrets: SecretView[]): LastUse | null =>
  secrets.reduce<LastUse | null>(
    (newest, { lastUsed }) => (lastUsed && (!newest || lastUsed.at > newest.at) ? lastUsed : newest),
    null,
  );
