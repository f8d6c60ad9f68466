import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { inTransaction, type Transaction } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";
import type { Change } from "@/lib/keys/change-key";
import { endSecretNow } from "@/lib/keys/end-secret-now";
import { lockKey, type StoredKey } from "@/lib/keys/load-key";
import { revokeNow } from "@/lib/keys/revoke-now";
import type { TakenFromKey } from "./taken-away";

type Action = Parameters<typeof recordEvent>[3]["action"];
/** `by`: the event of the trail that it follows from. */
type Stop = { action: Action; by: string; write: (tx: Transaction) => Promise<Change> };

const earlier = (one: Date, other: Date | null): boolean => other === null || one < other;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** What of it the key as it is now does not have yet. Nothing here gives a key more than it has. */
function stopsOf(key: StoredKey, taken: TakenFromKey): Stop[] {
  const where = { id: key.id };
  const { revoked, disabled, expires } = taken;
  if (key.revokedAt !== null) return [];
  if (revoked) {
    const { at, reason, by } = revoked;
    return [{ action: "key.revoke", by, write: (tx) => revokeNow(tx, key, new Date(at), reason) }];
  }
  const stops: Stop[] = [];
  if (disabled && key.disabledAt === null) {
    const { at, by } = disabled;
    const write = async (tx: Transaction): Promise<Change> => {
      await tx.key.update({ where, data: { disabledAt: new Date(at) } });
      return { before: { disabledAt: null }, after: { disabledAt: at } };
    };
    stops.push({ action: "key.disable", by, write });
  }
  const end = expires && new Date(expires.at);
  if (end && earlier(end, key.expiresAt)) {
    const write = async (tx: Transaction): Promise<Change> => {
      await tx.key.update({ where, data: { expiresAt: end } });
      return { before: { expiresAt: iso(key.expiresAt) }, after: { expiresAt: iso(end) } };
    };
    stops.push({ action: "key.edit", by: expires.by, write });
  }
  for (const secret of key.secrets) {
    const told = taken.ends.get(secret.publicId);
    const endsAt = told && new Date(told.at);
    if (!endsAt || !earlier(endsAt, secret.endsAt)) continue;
    const write = async (tx: Transaction): Promise<Change> => {
      if (endsAt <= clock.now()) return endSecretNow(tx, secret, endsAt);
      const { publicId } = secret;
      await tx.secret.update({ where: { publicId }, data: { endsAt } });
      return {
        before: { secret: publicId, endsAt: iso(secret.endsAt) },
        after: { secret: publicId, endsAt: iso(endsAt) },
      };
    };
    stops.push({ action: "secret.end", by: told.by, write });
  }
  return stops;
}

/**
 * Takes from a restored key what its trail says was taken from it after the backup, with an event for each. Twice changes nothing
 * more.
 * @param keyId UUID
 * @param dryRun only says what it would do
 * @returns the actions of the events; of a key that the backup does not have, none: nobody can present its secret
 */
export function stopKey(actor: Actor, keyId: string, taken: TakenFromKey, dryRun: boolean): Promise<Action[]> {
  return inTransaction(async (tx) => {
    const known = await tx.key.count({ where: { id: keyId, teamId: actor.teamId } });
    if (known === 0) return [];
    const key = await lockKey(actor, showId("key", keyId), tx);
    const stops = stopsOf(key, taken);
    if (dryRun) return stops.map(({ action }) => action);
    for (const { action, by, write } of stops) {
      const change = await write(tx);
      if (change === null) continue;
      const after = { ...change.after, restoredFrom: showId("event", by) };
      await recordEvent(tx, actor.teamId, actor, { action, ...change, after, target: { kind: "key", id: key.id } });
    }
    return stops.map(({ action }) => action);
  });
}
