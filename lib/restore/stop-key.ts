import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { inTransaction, type Transaction } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";
import { forgetSealed } from "@/lib/keys/forget-sealed";
import { lockKey, type StoredKey } from "@/lib/keys/load-key";
import type { TakenFromKey } from "./taken-away";

type Event = Parameters<typeof recordEvent>[3];
type Stop = Pick<Event, "action" | "before" | "after"> & { write: (tx: Transaction) => Promise<unknown> };

const earlier = (one: Date, other: Date | null): boolean => other === null || one < other;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const from = (by: string) => ({ restoredFrom: showId("event", by) });

/** What of it the key as it is now does not have yet. Nothing here gives a key more than it has. */
function stopsOf(key: StoredKey, taken: TakenFromKey): Stop[] {
  const where = { id: key.id };
  const { revoked, disabled, expires } = taken;
  if (key.revokedAt !== null) return [];
  if (revoked) {
    const { at, reason, by } = revoked;
    const write = async (tx: Transaction): Promise<void> => {
      await tx.key.update({ where, data: { revokedAt: new Date(at), revokeReason: reason } });
      await forgetSealed(tx, { keyId: key.id });
    };
    return [
      { action: "key.revoke", before: { revokedAt: null }, after: { revokedAt: at, reason, ...from(by) }, write },
    ];
  }
  const stops: Stop[] = [];
  if (disabled && key.disabledAt === null) {
    stops.push({
      ...{
        action: "key.disable",
        before: { disabledAt: null },
        after: { disabledAt: disabled.at, ...from(disabled.by) },
      },
      write: (tx) => tx.key.update({ where, data: { disabledAt: new Date(disabled.at) } }),
    });
  }
  const end = expires && new Date(expires.at);
  if (end && earlier(end, key.expiresAt)) {
    stops.push({
      ...{
        action: "key.edit",
        before: { expiresAt: iso(key.expiresAt) },
        after: { expiresAt: iso(end), ...from(expires.by) },
      },
      write: (tx) => tx.key.update({ where, data: { expiresAt: end } }),
    });
  }
  for (const { publicId, endsAt: endsNow } of key.secrets) {
    const told = taken.ends.get(publicId);
    const endsAt = told && new Date(told.at);
    if (!endsAt || !earlier(endsAt, endsNow)) continue;
    const [before, after] = [
      { secret: publicId, endsAt: iso(endsNow) },
      { secret: publicId, endsAt: iso(endsAt) },
    ];
    const write = async (tx: Transaction): Promise<void> => {
      await tx.secret.update({ where: { publicId }, data: { endsAt } });
      if (endsAt <= clock.now()) await forgetSealed(tx, { publicId });
    };
    stops.push({ action: "secret.end", before, after: { ...after, ...from(told.by) }, write });
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
export function stopKey(actor: Actor, keyId: string, taken: TakenFromKey, dryRun: boolean): Promise<Event["action"][]> {
  return inTransaction(async (tx) => {
    const known = await tx.key.count({ where: { id: keyId, teamId: actor.teamId } });
    if (known === 0) return [];
    const key = await lockKey(actor, showId("key", keyId), tx);
    const stops = stopsOf(key, taken);
    if (dryRun) return stops.map(({ action }) => action);
    for (const { write, ...event } of stops) {
      await write(tx);
      await recordEvent(tx, actor.teamId, actor, { ...event, target: { kind: "key", id: key.id } });
    }
    return stops.map(({ action }) => action);
  });
}
