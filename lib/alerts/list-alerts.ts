import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import type { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { newId, readId } from "@/lib/ids";
import { ALERT_PAGE_SIZE, ALERT_STATUSES, type AlertStatus, type ListAlertsQuery } from "./schema";
import { statusCondition } from "./status-condition";
import { toAlertView, withKey } from "./to-alert-view";
import type { AlertView } from "./view";

export type AlertList = {
  alerts: AlertView[];
  /** With the same filters, of each status. */
  totals: Record<AlertStatus, number>;
  page: number;
  pages: number;
};

/** One page of the team's alerts, the last seen first. */
export async function listAlerts(actor: Actor, query: ListAlertsQuery): Promise<AlertList> {
  authorise(actor, "alert:read");
  const { environment, kind, keyId, status, page } = query;
  // What is no key's id is no key's alert.
  const key = keyId === undefined ? undefined : (readId("key", keyId) ?? newId());
  const where: Prisma.AlertWhereInput = { teamId: actor.teamId, environment, kind, keyId: key };
  const [rows, counts] = await Promise.all([
    prisma().alert.findMany({
      where: { ...where, ...statusCondition[status] },
      include: withKey,
      orderBy: [{ seenUntil: "desc" }, { id: "desc" }],
      take: ALERT_PAGE_SIZE,
      skip: (page - 1) * ALERT_PAGE_SIZE,
    }),
    Promise.all(ALERT_STATUSES.map((one) => prisma().alert.count({ where: { ...where, ...statusCondition[one] } }))),
  ]);
  const totals = Object.fromEntries(ALERT_STATUSES.map((one, i) => [one, counts[i] ?? 0])) as Record<
    AlertStatus,
    number
  >;
  return {
    alerts: rows.map((row) => toAlertView(row, clock.ms())),
    totals,
    page,
    pages: Math.max(1, Math.ceil(totals[status] / ALERT_PAGE_SIZE)),
  };
}
