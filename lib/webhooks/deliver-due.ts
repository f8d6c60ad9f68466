import { setTimeout as wait } from "node:timers/promises";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import { wakeWorker } from "@/lib/jobs/wake-worker";
import { log } from "@/lib/log";
import { attemptDelivery } from "./attempt-delivery";
import { claimDue } from "./claim-due";
import { fanOutWebhooks } from "./fan-out";
import { resolveTarget } from "./resolve-target";
import type { Sending } from "./send-request";
import { TIMEOUT_SECONDS } from "./trouble";

/** Attempts at the same time, of one worker. */
const PLACES = 32;
/** Of these, for endpoints whose last attempt failed: however many hang, the others have the rest. */
const PLACES_OF_FAILING = 16;
/** One call does not go on for ever, however much comes: then it wakes the worker for the next. */
const LONGEST_RUN_MS = 5 * 60_000;
/** While attempts are under way, what happens meanwhile is looked for so often. */
const LOOK_EVERY_MS = 1_000;

const usual = (): Sending => ({
  resolve: resolveTarget,
  allowed: env().WEBHOOK_PRIVATE_NETWORKS,
  deadline: () => AbortSignal.timeout(TIMEOUT_SECONDS * 1_000),
});

/**
 * Tells endpoints what has happened and delivers what is due, until nothing is: what comes while attempts are under way, too. Any
 * number of workers may do so at the same time. One that is killed leaves leases that end, and then its deliveries are due again: a
 * message arrives at least once, and its bookkeeping is done once.
 * @returns how many attempts it made
 */
export async function deliverDueWebhooks(sending: Sending = usual()): Promise<number> {
  const underWay = new Map<Promise<void>, boolean>();
  const began = clock.ms();
  let attempts = 0;
  const start = (claims: Awaited<ReturnType<typeof claimDue>>, isFailing: boolean): void => {
    attempts += claims.length;
    for (const claim of claims) {
      const attempt = attemptDelivery(claim, sending)
        // Its lease ends, and it is due again.
        .catch((error: unknown) =>
          log.error({ delivery: claim.deliveryId, error: String(error) }, "an attempt was not recorded"),
        )
        .finally(() => underWay.delete(attempt));
      underWay.set(attempt, isFailing);
    }
  };
  for (;;) {
    if (clock.ms() - began >= LONGEST_RUN_MS) {
      await Promise.all(underWay.keys());
      await wakeWorker("webhooks");
      return attempts;
    }
    await fanOutWebhooks();
    start(await claimDue(PLACES - underWay.size, false), false);
    const failing = [...underWay.values()].filter(Boolean).length;
    start(await claimDue(Math.min(PLACES - underWay.size, PLACES_OF_FAILING - failing), true), true);
    if (underWay.size === 0) return attempts;
    const looking = new AbortController();
    const pause = wait(LOOK_EVERY_MS, undefined, { signal: looking.signal }).catch(() => {});
    await Promise.race([pause, ...underWay.keys()]);
    looking.abort();
  }
}
