import type { Actor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/db/generated/client";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { loadPolicy } from "@/lib/policies/load-policy";
import { changeKey } from "./change-key";
import type { StoredKey } from "./load-key";
import { checkAllowList, checkExpiry, checkScopes } from "./policy";
import type { EditKeyInput } from "./schema";
import type { KeyView } from "./view";

type Terms = Record<string, Prisma.InputJsonValue | null>;

const termsOf = (key: StoredKey): Terms => ({
  label: key.label,
  note: key.note,
  scopes: key.scopes,
  allowedIps: key.allowedIps,
  rateLimit: { limit: key.rateLimit, windowSeconds: key.rateWindowSeconds },
  expiresAt: key.expiresAt?.toISOString() ?? null,
  metadata: key.metadata as Prisma.InputJsonObject,
});

/**
 * Changes a key's label, note or policy; what is left out stays. The policy belongs to the key, so that every secret of it
 * follows at once (invariant 6).
 * @throws DomainError not_found; forbidden; conflict when revoked; invalid with the field at fault
 */
export async function editKey(actor: Actor, input: EditKeyInput): Promise<KeyView> {
  const [settings, { inForce: policy }] = await Promise.all([deploymentSettings(), loadPolicy(actor.teamId)]);
  return changeKey(actor, input.keyId, { permission: "key:edit", event: "key.edit" }, async (tx, key, now) => {
    if (input.scopes) checkScopes(actor, settings.scopes, input.scopes, key.scopes);
    if (input.expiresAt !== undefined && input.expiresAt?.getTime() !== key.expiresAt?.getTime()) {
      checkExpiry(input.expiresAt, { now, createdAt: key.createdAt, policy });
    }
    if (input.allowedIps) {
      const { environment, allowedIps: before } = key;
      checkAllowList({ environment, before, allowedIps: input.allowedIps }, policy);
    }
    const { keyId, rateLimit, metadata, ...rest } = input;
    const limit = rateLimit && { rateLimit: rateLimit.limit, rateWindowSeconds: rateLimit.windowSeconds };
    const edited = {
      ...key,
      ...rest,
      ...limit,
      ...(metadata && { metadata: metadata as Prisma.JsonObject }),
    } as StoredKey;
    const before = termsOf(key);
    const after = termsOf(edited);
    const changed = Object.keys(after).filter(
      (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
    );
    if (changed.length === 0) return null;
    await tx.key.update({
      where: { id: key.id },
      data: { ...rest, ...limit, ...(metadata && { metadata: metadata as Prisma.InputJsonObject }), updatedAt: now },
    });
    if (input.expiresAt) {
      // A replaced secret in its grace never ends after its key (product R2), so that what it is told is true.
      const { expiresAt } = input;
      await tx.secret.updateMany({ where: { keyId: key.id, endsAt: { gt: expiresAt } }, data: { endsAt: expiresAt } });
    }
    return { before: pick(before, changed), after: pick(after, changed) };
  });
}

const pick = (terms: Terms, fields: string[]): Terms =>
  Object.fromEntries(fields.map((field) => [field, terms[field] ?? null]));
