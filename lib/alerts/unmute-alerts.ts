import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { inTransaction } from "@/lib/db/prisma";
import { lockKey } from "@/lib/keys/load-key";
import type { UnmuteAlertsInput } from "./schema";
import { statusCondition } from "./status-condition";

/**
 * Ends a mute: what it put aside is open again. Unmuting what is not muted changes nothing.
 * @throws DomainError not_found; forbidden
 */
export async function unmuteAlerts(actor: Actor, { keyId, kind }: UnmuteAlertsInput): Promise<null> {
  await inTransaction(async (tx) => {
    const key = await lockKey(actor, keyId, tx);
    authorise(actor, "alert:mute", key);
    const where = { teamId: actor.teamId, keyId: key.id, kind };
    const mute = await tx.alertMute.findFirst({ where });
    const ended = await tx.alertMute.deleteMany({ where });
    const opened = await tx.alert.updateMany({
      where: { ...where, ...statusCondition.muted },
      data: { mutedAt: null },
    });
    if (ended.count + opened.count === 0) return;
    await recordEvent(tx, actor.teamId, actor, {
      action: "alert.unmute",
      target: { kind: "key", id: key.id },
      before: { alertKind: kind, mutedUntil: mute?.until?.toISOString() ?? "unmuted" },
      after: { mutedUntil: null },
    });
  });
  return null;
}
