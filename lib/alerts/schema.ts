import { z } from "zod";
import { ENVIRONMENTS } from "@/lib/keys/environment";
import { ALERT_KINDS } from "./finding";

// Every input about alerts; free of Node, so that the browser can load it.

/** Shown ids; which team they must belong to is the query's concern. */
const shownId = z.string().max(64);

export const acknowledgeAlertSchema = z.strictObject({ alertId: shownId });
export type AcknowledgeAlertInput = z.output<typeof acknowledgeAlertSchema>;

export const MUTE_DAYS = [7, 30] as const;

export const muteAlertsSchema = z.strictObject({
  keyId: shownId,
  kind: z.enum(ALERT_KINDS),
  /** Null: until somebody unmutes. */
  days: z.union([z.literal(MUTE_DAYS[0]), z.literal(MUTE_DAYS[1]), z.null()]),
});
export type MuteAlertsInput = z.output<typeof muteAlertsSchema>;

export const unmuteAlertsSchema = muteAlertsSchema.omit({ days: true });
export type UnmuteAlertsInput = z.output<typeof unmuteAlertsSchema>;

export const ALERT_STATUSES = ["open", "acknowledged", "muted"] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** Each alert comes with a chart, which is a query. */
export const ALERT_PAGE_SIZE = 10;

export const listAlertsSchema = z.strictObject({
  environment: z.enum(ENVIRONMENTS),
  status: z.enum(ALERT_STATUSES).default("open"),
  kind: z.enum(ALERT_KINDS).optional(),
  keyId: shownId.optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type ListAlertsQuery = z.output<typeof listAlertsSchema>;
