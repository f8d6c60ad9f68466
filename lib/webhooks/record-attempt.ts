import { clock } from "@/lib/clock";
import type { WebhookEndpoint } from "@/lib/db/generated/client";
import { inTransaction, type Transaction } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import type { Claim } from "./claim-due";
import { nextAttempt, readRetryAfter } from "./next-attempt";
import type { Outcome } from "./send-request";
import { stopEndpoint } from "./stop-endpoint";

/** So long nothing was delivered, and a delivery was given up at last: the endpoint is disabled. */
export const FAILING_MS = 5 * 86_400_000;

export type Attempt = { at: Date; durationMs: number; url: string; headers: Record<string, string>; outcome: Outcome };
type Held = { id: string; attempts: number; firstAttemptAt: Date | null };

const settled = (now: Date, status: "delivered" | "failed") => ({ status, settledAt: now, nextAttemptAt: null });

/** What becomes of the delivery. `next` null: it is settled. */
function judge(endpoint: WebhookEndpoint, held: Held, { at, outcome }: Attempt, now: Date) {
  if (outcome.trouble === null) return { state: settled(now, "delivered"), next: null };
  if (outcome.trouble === "gone") return { state: { ...settled(now, "failed"), failure: "gone" }, next: null };
  const retryAfter = readRetryAfter(outcome.retryAfter, now.getTime());
  const next = nextAttempt(held.attempts + 1, held.firstAttemptAt ?? at, now, Math.random(), retryAfter);
  if (next === null) return { state: { ...settled(now, "failed"), failure: "attempts" }, next };
  // A disabled endpoint's deliveries are held until it is enabled.
  return { state: { nextAttemptAt: endpoint.disabledAt === null ? next : null }, next };
}

/** What becomes of the endpoint: failing since when, and whether that is long enough. */
async function judgeEndpoint(
  tx: Transaction,
  endpoint: WebhookEndpoint,
  attempt: Attempt,
  isGivenUp: boolean,
  now: Date,
) {
  const { id, failingSince, disabledAt } = endpoint;
  const { trouble } = attempt.outcome;
  if (trouble === null) {
    if (failingSince !== null) await tx.webhookEndpoint.update({ where: { id }, data: { failingSince: null } });
    return;
  }
  if (failingSince === null) await tx.webhookEndpoint.update({ where: { id }, data: { failingSince: attempt.at } });
  if (disabledAt !== null) return;
  if (trouble === "gone") await stopEndpoint(tx, endpoint, "gone", null);
  else if (isGivenUp && failingSince !== null && now.getTime() - failingSince.getTime() >= FAILING_MS)
    await stopEndpoint(tx, endpoint, "failing", null);
}

/**
 * Writes what came of an attempt: its line of the log, the delivery and the endpoint, in one transaction, and only while the lease
 * holds; whoever lost it has no say any more.
 * @returns when to try again; null: not at all
 */
export const recordAttempt = (claim: Claim, endpointId: string, attempt: Attempt): Promise<Date | null> =>
  inTransaction(async (tx) => {
    // The endpoint first, as everybody who settles its deliveries.
    await tx.$queryRaw`SELECT 1 FROM webhook_endpoints WHERE id = ${endpointId}::uuid FOR NO KEY UPDATE`;
    await tx.$queryRaw`SELECT 1 FROM webhook_deliveries WHERE id = ${claim.deliveryId}::uuid FOR UPDATE`;
    const [endpoint, held] = [
      await tx.webhookEndpoint.findUnique({ where: { id: endpointId } }),
      await tx.webhookDelivery.findFirst({ where: { id: claim.deliveryId, lease: claim.lease } }),
    ];
    // Removed meanwhile, or taken over.
    if (endpoint === null || held === null) return null;
    const now = clock.now();
    const { state, next } = judge(endpoint, held, attempt, now);
    const number = held.attempts + 1;
    await tx.webhookDelivery.update({
      where: { id: held.id },
      data: {
        ...{ lease: null, leasedUntil: null, attempts: number, firstAttemptAt: held.firstAttemptAt ?? attempt.at },
        ...state,
      },
    });
    const { at, durationMs, url, headers, outcome } = attempt;
    const { status, trouble, detail, answer } = outcome;
    await tx.webhookAttempt.create({
      data: { id: newId(), deliveryId: held.id, number, at, durationMs, url, headers, status, trouble, detail, answer },
    });
    await judgeEndpoint(tx, endpoint, attempt, next === null, now);
    return endpoint.disabledAt === null ? next : null;
  });
