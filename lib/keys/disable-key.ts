import type { Actor } from "@/lib/auth/actor";
import { changeKey } from "./change-key";
import type { KeyIdInput } from "./schema";
import type { KeyView } from "./view";

/**
 * The reversible stop, for "while we look" (product U8).
 * @throws DomainError not_found; forbidden; conflict when revoked
 */
export const disableKey = (actor: Actor, input: KeyIdInput): Promise<KeyView> =>
  changeKey(actor, input.keyId, { permission: "key:disable", event: "key.disable" }, async (tx, key, now) => {
    if (key.disabledAt !== null) return null;
    await tx.key.update({ where: { id: key.id }, data: { disabledAt: now, updatedAt: now } });
    return { before: { disabledAt: null }, after: { disabledAt: now.toISOString() } };
  });
