import type { Actor } from "@/lib/auth/actor";
import { changeKey } from "./change-key";
import { forgetSealed } from "./forget-sealed";
import type { RevokeKeyInput } from "./schema";
import type { KeyView } from "./view";

/**
 * Ends a key for good (product U8). Revoking a revoked key changes nothing and is no error, so that a retry is safe.
 * @throws DomainError not_found; forbidden
 */
export const revokeKey = (actor: Actor, input: RevokeKeyInput): Promise<KeyView> =>
  changeKey(
    actor,
    input.keyId,
    { permission: "key:revoke", event: "key.revoke", onRevoked: "allow" },
    async (tx, key, now) => {
      if (key.revokedAt !== null) return null;
      const revokeReason = input.reason || null;
      await tx.key.update({ where: { id: key.id }, data: { revokedAt: now, revokeReason, updatedAt: now } });
      await forgetSealed(tx, { keyId: key.id });
      return { before: { revokedAt: null }, after: { revokedAt: now.toISOString(), reason: revokeReason } };
    },
  );
