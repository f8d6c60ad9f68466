"use server";

import { acknowledgeAlert } from "@/lib/alerts/acknowledge-alert";
import { muteAlerts } from "@/lib/alerts/mute-alerts";
import { acknowledgeAlertSchema, muteAlertsSchema, unmuteAlertsSchema } from "@/lib/alerts/schema";
import { unmuteAlerts } from "@/lib/alerts/unmute-alerts";
import { defineAction } from "./define-action";

export const acknowledgeAlertAction = defineAction(acknowledgeAlertSchema, acknowledgeAlert);
export const muteAlertsAction = defineAction(muteAlertsSchema, muteAlerts);
export const unmuteAlertsAction = defineAction(unmuteAlertsSchema, unmuteAlerts);
