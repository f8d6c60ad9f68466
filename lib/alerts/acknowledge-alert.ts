import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { notFound } from "@/lib/errors";
import { readId, showId } from "@/lib/ids";
import type { AcknowledgeAlertInput } from "./schema";

/**
 * "Seen and dealt with": the alert no longer counts as open, and stays so while its episode goes on. Acknowledging an
 * acknowledged alert changes nothing; the first to do it is the one who is named.
 * @throws DomainError not_found; forbidden
 */
export async function acknowledgeAlert(actor: Actor, { alertId }: AcknowledgeAlertInput): Promise<null> {
  const id = readId("alert", alertId);
  await inTransaction(async (tx) => {
    const alert = id && (await tx.alert.findFirst({ where: { id, teamId: actor.teamId } }));
    if (!alert) throw notFound("alert");
    authorise(actor, "alert:acknowledge");
    const now = clock.now();
    const { count } = await tx.alert.updateMany({
      where: { id, teamId: actor.teamId, acknowledgedAt: null },
      data: { acknowledgedAt: now, acknowledgedById: actor.userId, acknowledgedByName: actor.name },
    });
    if (count === 0) return;
    await recordEvent(tx, actor.teamId, actor, {
      action: "alert.acknowledge",
      target: { kind: "key", id: alert.keyId },
      after: { alert: showId("alert", id), alertKind: alert.kind, acknowledgedAt: now.toISOString() },
    });
  });
  return null;
}
