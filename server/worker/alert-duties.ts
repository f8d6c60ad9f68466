import { evaluateAlerts } from "@/lib/alerts/evaluate-alerts";
import { PlacesMemory } from "@/lib/alerts/places-memory";
import { log } from "@/lib/log";
import { usageStore } from "@/lib/usage/open-usage-store";
import type { Duty } from "./duties";

const memory = new PlacesMemory(usageStore());

async function evaluate(): Promise<void> {
  const opened = await evaluateAlerts(memory);
  if (opened.length > 0) log.info({ alerts: opened.length }, "unusual activity found");
}

export const alertDuties: readonly Duty[] = [{ name: "alert evaluation", everyMs: 5 * 60_000, work: evaluate }];
