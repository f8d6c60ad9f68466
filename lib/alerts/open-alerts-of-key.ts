import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import { statusCondition } from "./status-condition";
import { toAlertView, withKey } from "./to-alert-view";
import type { AlertView } from "./view";

const MOST = 3;

/** The newest alerts of a key that nobody has acknowledged or muted, and how many there are. @param shownId the key's */
export async function openAlertsOfKey(actor: Actor, shownId: string): Promise<{ newest: AlertView[]; total: number }> {
  authorise(actor, "alert:read");
  const keyId = readId("key", shownId);
  if (keyId === null) return { newest: [], total: 0 };
  const where = { teamId: actor.teamId, keyId, ...statusCondition.open };
  const [rows, total] = await Promise.all([
    prisma().alert.findMany({
      where,
      include: withKey,
      orderBy: [{ seenUntil: "desc" }, { id: "desc" }],
      take: MOST,
    }),
    prisma().alert.count({ where }),
  ]);
  return { newest: rows.map((row) => toAlertView(row, clock.ms())), total };
}
