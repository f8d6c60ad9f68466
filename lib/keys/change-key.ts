import { type AuditAction, recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { type Action, authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import type { Prisma } from "@/lib/db/generated/client";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { inTransaction, type Transaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { loadKey, lockKey, type StoredKey } from "./load-key";
import { toView } from "./to-view";
import type { KeyView } from "./view";

type Facts = Record<string, Prisma.InputJsonValue | null>;
/** What a change did, for the trail; null: nothing was to be done, and nothing is written. */
export type Change = { before: Facts; after: Facts } | null;

/**
 * The course every change of an existing key takes: lock, authorise, refuse on a revoked key (invariant 3), change and
 * audit in one transaction, and once committed wait until every gateway has heard (invariant 4).
 * @throws DomainError not_found; forbidden; conflict on a revoked key unless `onRevoked` is "allow"
 */
export async function changeKey(
  actor: Actor,
  shownId: string,
  how: { permission: Action; event: AuditAction; onRevoked?: "allow" },
  change: (tx: Transaction, key: StoredKey, now: Date) => Promise<Change>,
): Promise<KeyView> {
  const view = await inTransaction(async (tx) => {
    const key = await lockKey(actor, shownId, tx);
    authorise(actor, how.permission, key);
    if (key.revokedAt !== null && how.onRevoked !== "allow") {
      throw new DomainError(
        "conflict",
        "This key is revoked, and a revoked key never returns. Create a new key instead.",
      );
    }
    const now = clock.now();
    const changed = await change(tx, key, now);
    if (changed === null) return toView(key, now.getTime());
    await recordEvent(tx, actor.teamId, actor, { action: how.event, target: { kind: "key", id: key.id }, ...changed });
    return toView(await loadKey(actor, shownId, tx), now.getTime());
  });
  await heardByGateways();
  return view;
}
