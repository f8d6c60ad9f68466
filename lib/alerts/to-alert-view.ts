import type { Prisma } from "@/lib/db/generated/client";
import { showId } from "@/lib/ids";
import { withSecrets } from "@/lib/keys/load-key";
import { toView } from "@/lib/keys/to-view";
import { countryNamesOf } from "./country-names";
import { evidenceSchema } from "./finding";
import { statusOf } from "./status-condition";
import type { AlertView } from "./view";

export const withKey = {
  key: { include: { ...withSecrets, alertMutes: true } },
} as const satisfies Prisma.AlertInclude;
type StoredAlert = Prisma.AlertGetPayload<{ include: typeof withKey }>;

/** A stored alert as it is shown. @param now milliseconds */
export function toAlertView(alert: StoredAlert, now: number): AlertView {
  const { id, label, masked, environment, createdBy } = toView(alert.key, now);
  const mute = alert.key.alertMutes.find(
    ({ kind, until }) => kind === alert.kind && (until === null || until.getTime() > now),
  );
  const evidence = evidenceSchema.parse(alert.evidence);
  return {
    id: showId("alert", alert.id),
    key: { id, label, masked, environment, createdBy },
    kind: alert.kind,
    status: statusOf(alert),
    evidence,
    countryNames: countryNamesOf(evidence),
    window: { from: alert.windowFrom.toISOString(), to: alert.windowTo.toISOString() },
    seenFrom: alert.seenFrom.toISOString(),
    // The hour under way is not over.
    seenUntil: new Date(Math.min(alert.seenUntil.getTime(), now)).toISOString(),
    openedAt: alert.openedAt.toISOString(),
    acknowledged: alert.acknowledgedAt && {
      at: alert.acknowledgedAt.toISOString(),
      by: alert.acknowledgedByName ?? "",
    },
    mute: mute ? { until: mute.until?.toISOString() ?? null, by: mute.byName } : null,
  };
}
