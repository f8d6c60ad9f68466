import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { lockKey } from "@/lib/keys/load-key";
import { DAY } from "@/lib/usage/step";
import type { MuteAlertsInput } from "./schema";
import { statusCondition } from "./status-condition";

/**
 * Alerts of one kind about one key trouble nobody for some days, or until somebody unmutes: open ones are put aside, new
 * ones are kept and never count as open. Muting again sets a new end.
 * @throws DomainError not_found; forbidden
 */
export async function muteAlerts(actor: Actor, { keyId, kind, days }: MuteAlertsInput): Promise<null> {
  await inTransaction(async (tx) => {
    const key = await lockKey(actor, keyId, tx);
    authorise(actor, "alert:mute", key);
    const now = clock.now();
    const until = days === null ? null : new Date(now.getTime() + days * DAY);
    const before = await tx.alertMute.findFirst({ where: { teamId: actor.teamId, keyId: key.id, kind } });
    const mute = { until, createdAt: now, byId: actor.userId, byName: actor.name };
    await tx.alertMute.upsert({
      where: { keyId_kind: { keyId: key.id, kind }, teamId: actor.teamId },
      create: { id: newId(), teamId: actor.teamId, keyId: key.id, kind, ...mute },
      update: mute,
    });
    await tx.alert.updateMany({
      where: { teamId: actor.teamId, keyId: key.id, kind, ...statusCondition.open },
      data: { mutedAt: now },
    });
    await recordEvent(tx, actor.teamId, actor, {
      action: "alert.mute",
      target: { kind: "key", id: key.id },
      before: { mutedUntil: before ? (before.until?.toISOString() ?? "unmuted") : null },
      after: { alertKind: kind, mutedUntil: until?.toISOString() ?? "unmuted" },
    });
  });
  return null;
}
