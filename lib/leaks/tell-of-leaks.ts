import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { wakeWorker } from "@/lib/jobs/wake-worker";
import type { RecordedLeak } from "./record-leak";

/** After the commit: once this resolves every gateway refuses what was ended (within a second), and mails and webhooks are on their way. */
export async function tellOfLeaks(recorded: readonly RecordedLeak[]): Promise<void> {
  if (recorded.some(({ isMailDue }) => isMailDue)) await wakeWorker("mails");
  if (recorded.some(({ isWebhookDue }) => isWebhookDue)) await wakeWorker("webhooks");
  const isEnded = recorded.some(({ response }) => response === "end_secret" || response === "revoke_key");
  if (isEnded) await heardByGateways();
}
