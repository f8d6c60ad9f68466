import { evaluateAlerts } from "@/lib/alerts/evaluate-alerts";
import { expireAlerts } from "@/lib/alerts/expire-alerts";
import { PlacesMemory } from "@/lib/alerts/places-memory";
import { wakeWorker } from "@/lib/jobs/wake-worker";
import { log } from "@/lib/log";
import { usageStore } from "@/lib/usage/open-usage-store";
import type { Duty } from "./duties";

const memory = new PlacesMemory(usageStore());

async function evaluate(): Promise<void> {
  const opened = await evaluateAlerts(memory);
  if (opened.length === 0) return;
  log.info({ alerts: opened.length }, "unusual activity found");
  await wakeWorker("notices");
}

async function expire(): Promise<void> {
  const gone = await expireAlerts();
  if (gone > 0) log.info({ gone }, "alerts past their keeping are gone");
}

export const alertDuties: readonly Duty[] = [
  { name: "alert evaluation", every: "fiveMinutes", work: evaluate },
  { name: "alert expiry", every: "day", work: expire },
];
