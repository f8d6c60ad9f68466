import { setTimeout as wait } from "node:timers/promises";
import { wakeWorker } from "@/lib/jobs/wake-worker";
import { log } from "@/lib/log";
import { deliverDueWebhooks } from "@/lib/webhooks/deliver-due";
import { expireWebhookLogs } from "@/lib/webhooks/expire-logs";
import { fanOutWebhooks } from "@/lib/webhooks/fan-out";
import type { Duty } from "./duties";

const LOOK_EVERY_MS = 2_000;

async function deliver(): Promise<void> {
  const attempts = await deliverDueWebhooks();
  if (attempts > 0) log.info({ attempts }, "webhooks");
}

async function expire(): Promise<void> {
  const gone = await expireWebhookLogs();
  if (gone > 0) log.info({ gone }, "webhook deliveries past their keeping are gone");
}

export const webhookDuties: readonly Duty[] = [
  { name: "webhooks", every: "minute", work: deliver, wokenFor: "webhooks" },
  { name: "webhook log expiry", every: "day", work: expire },
];

/**
 * Looks every two seconds whether the audit trail has something new for an endpoint, which wakes a worker to deliver it: what
 * changes a key need not know that anybody listens. One indexed query while nothing happens; a look that fails is made again.
 */
export async function watchTrail(stopping: AbortSignal): Promise<void> {
  let isFailing = false;
  while (!stopping.aborted) {
    try {
      if ((await fanOutWebhooks()) > 0) await wakeWorker("webhooks");
      isFailing = false;
    } catch (error) {
      if (!isFailing) log.warn({ reason: (error as { code?: string }).code }, "the trail cannot be read for webhooks");
      isFailing = true;
    }
    await wait(LOOK_EVERY_MS, undefined, { signal: stopping }).catch(() => {});
  }
}
