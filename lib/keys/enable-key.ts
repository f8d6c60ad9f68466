import type { Actor } from "@/lib/auth/actor";
import { changeKey } from "./change-key";
import type { KeyIdInput } from "./schema";
import type { KeyView } from "./view";

/**
 * Takes a disable back.
 * @throws DomainError not_found; forbidden; conflict when revoked
 */
export const enableKey = (actor: Actor, input: KeyIdInput): Promise<KeyView> =>
  changeKey(actor, input.keyId, { permission: "key:disable", event: "key.enable" }, async (tx, key, now) => {
    if (key.disabledAt === null) return null;
    await tx.key.update({ where: { id: key.id }, data: { disabledAt: null, updatedAt: now } });
    return { before: { disabledAt: key.disabledAt.toISOString() }, after: { disabledAt: null } };
  });
