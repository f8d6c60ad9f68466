import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { wakeWorker } from "@/lib/jobs/wake-worker";
import { log } from "@/lib/log";
import { EnvelopeError } from "@/lib/vault/envelope";
import type { Claim } from "./claim-due";
import { maskUrl } from "./mask-url";
import { recordAttempt } from "./record-attempt";
import { type Outcome, type Sending, sendRequest } from "./send-request";
import { signedHeaders } from "./signed-headers";

const load = ({ deliveryId, lease }: Claim, now: Date) =>
  prisma().webhookDelivery.findFirst({
    where: { id: deliveryId, lease },
    include: {
      message: { select: { id: true, body: true } },
      endpoint: {
        select: {
          ...{ id: true, teamId: true, url: true },
          secrets: { where: { OR: [{ endsAt: null }, { endsAt: { gt: now } }] }, orderBy: { createdAt: "desc" } },
        },
      },
    },
  });

/** Signs, or says why nothing can be signed. */
function sign(delivery: NonNullable<Awaited<ReturnType<typeof load>>>, at: Date) {
  try {
    return { headers: signedHeaders(delivery.message, delivery.endpoint, at), unsigned: null };
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error;
    log.error({ delivery: delivery.id, trouble: error.trouble }, "a webhook's signing secret cannot be opened");
    const detail = error.trouble === "missing_key" ? "LATCHKEY_KEK lacks what sealed its secret" : null;
    const unsigned: Outcome = { status: null, trouble: "unsigned", detail, answer: null };
    return { headers: {}, unsigned };
  }
}

/** One attempt of a delivery that this worker holds, and its bookkeeping. Wakes the worker for the next one. */
export async function attemptDelivery(claim: Claim, sending: Sending): Promise<void> {
  const at = clock.now();
  const delivery = await load(claim, at);
  // Removed with its endpoint.
  if (delivery === null) return;
  const { endpoint, message } = delivery;
  const { headers, unsigned } = sign(delivery, at);
  const started = performance.now();
  const outcome = unsigned ?? (await sendRequest(endpoint.url, headers, message.body, sending));
  const durationMs = Math.round(performance.now() - started);
  const url = maskUrl(endpoint.url);
  const next = await recordAttempt(claim, endpoint.id, { at, durationMs, url, headers, outcome });
  if (next !== null) await wakeWorker("webhooks", next);
}
