import type { Actor } from "@/lib/auth/actor";
import { DomainError, notFound } from "@/lib/errors";
import { loadPolicy } from "@/lib/policies/load-policy";
import { changeKey } from "./change-key";
import { longestGrace, movedGraceEnd } from "./policy";
import { rotatedAt } from "./rotated-at";
import type { ExtendSecretInput } from "./schema";
import { secretStatus } from "./status";
import type { KeyView } from "./view";

/**
 * Moves the end of a replaced secret's grace: later while callers still use it, or earlier (product R3). Moving it to where it is
 * changes nothing.
 * @throws DomainError not_found; forbidden; conflict for a secret that has ended, which nothing brings back, and for the current
 *   one; invalid, on `endsAt`, outside the grace that is allowed
 */
export const extendSecret = (actor: Actor, input: ExtendSecretInput): Promise<KeyView> =>
  changeKey(actor, input.keyId, { permission: "key:rotate", event: "secret.extend" }, async (tx, key, now) => {
    const secret = key.secrets.find(({ publicId }) => publicId === input.secretId);
    if (!secret) throw notFound("secret");
    switch (secretStatus(secret, now.getTime())) {
      case "current":
        throw new DomainError(
          "conflict",
          "This is the key's current secret, which has no end to move. Rotate the key.",
        );
      case "ended":
        throw new DomainError("conflict", "This secret has ended and never returns. Give its callers the current one.");
    }
    const endsAt = movedGraceEnd(input.endsAt ?? new Date(now.getTime() + (input.graceSeconds ?? 0) * 1_000), {
      now,
      rotatedAt: rotatedAt(key.secrets, secret.publicId) ?? secret.createdAt,
      keyExpiresAt: key.expiresAt,
      maximumGraceSeconds: longestGrace((await loadPolicy(actor.teamId, tx)).inForce),
    });
    if (endsAt.getTime() === secret.endsAt?.getTime()) return null;
    await tx.secret.update({ where: { publicId: secret.publicId }, data: { endsAt } });
    return {
      before: { secret: secret.publicId, endsAt: secret.endsAt?.toISOString() ?? null },
      after: { secret: secret.publicId, endsAt: endsAt.toISOString() },
    };
  });
