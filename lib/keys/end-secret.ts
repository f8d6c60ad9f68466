import type { Actor } from "@/lib/auth/actor";
import { DomainError, notFound } from "@/lib/errors";
import { changeKey } from "./change-key";
import { endSecretNow } from "./end-secret-now";
import type { EndSecretInput } from "./schema";
import { secretStatus } from "./status";
import type { KeyView } from "./view";

/**
 * "Finish now": ends a replaced secret before its grace is over. Ending an ended secret changes nothing.
 * @throws DomainError not_found; forbidden; conflict for the current secret, which only a rotation or a revocation ends
 */
export const endSecret = (actor: Actor, input: EndSecretInput): Promise<KeyView> =>
  changeKey(actor, input.keyId, { permission: "key:rotate", event: "secret.end" }, async (tx, key, now) => {
    const secret = key.secrets.find(({ publicId }) => publicId === input.secretId);
    if (!secret) throw notFound("secret");
    switch (secretStatus(secret, now.getTime())) {
      case "ended":
        return null;
      case "current":
        throw new DomainError("conflict", "This is the key's only current secret. Rotate the key first, or revoke it.");
      case "ending":
        return endSecretNow(tx, secret, now);
    }
  });
