import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { readId } from "@/lib/ids";
import { usageStore } from "@/lib/usage/open-usage-store";
import { usageScope } from "@/lib/usage/usage-scope";
import { type EvidenceChart, evidenceChart, evidenceRange } from "./evidence-chart";
import type { AlertView } from "./view";

/** The chart of each alert, by its shown id: one query each, so that a page of them stays a page. */
export async function readEvidence(actor: Actor, alerts: readonly AlertView[]): Promise<Record<string, EvidenceChart>> {
  const charts = alerts.map(async (alert): Promise<[string, EvidenceChart]> => {
    const keyId = readId("key", alert.key.id) ?? undefined;
    const { evidence } = alert;
    const secretId = evidence.kind === "retired_secret" || evidence.kind === "leaked" ? evidence.secretId : undefined;
    const scope = usageScope(actor, { environment: alert.key.environment, keyId, secretId });
    const { points } = await usageStore().series(scope, evidenceRange(alert, clock.ms()));
    return [alert.id, evidenceChart(alert, points)];
  });
  return Object.fromEntries(await Promise.all(charts));
}
