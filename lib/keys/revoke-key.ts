import type { Actor } from "@/lib/auth/actor";
import { changeKey } from "./change-key";
import { revokeNow } from "./revoke-now";
import type { RevokeKeyInput } from "./schema";
import type { KeyView } from "./view";

/**
 * Ends a key for good (product U8). Revoking a revoked key changes nothing and is no error, so that a retry is safe.
 * @throws DomainError not_found; forbidden
 */
export const revokeKey = (actor: Actor, input: RevokeKeyInput): Promise<KeyView> =>
  changeKey(actor, input.keyId, { permission: "key:revoke", event: "key.revoke", onRevoked: "allow" }, (tx, key, now) =>
    revokeNow(tx, key, now, input.reason || null),
  );
