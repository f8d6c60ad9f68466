import { clock } from "@/lib/clock";
import type { Transaction } from "@/lib/db/prisma";
import type { Environment } from "@/lib/keys/environment";
import type { NoticeEvent } from "./event-types";
import { keyInEvent } from "./key-in-event";
import { type EventData, queueMessage } from "./queue-message";
import { wantingEndpoints } from "./wanting-endpoints";

export type PublishedEvent = {
  type: NoticeEvent;
  /** What the event says beside `team` and `key`: plain JSON, shown ids, ISO 8601, never a secret. */
  data: EventData;
  /** UUID of the key it is about: its id, label, environment and masked secret are added as `data.key`. */
  keyId?: string;
  /** The public id of the secret it is about, where that is not the key's newest. */
  secretId?: string;
  /** Where there is no key; null or left out: of neither environment, and for endpoints of both. */
  environment?: Environment | null;
  /** When it happened; left out: now. */
  at?: Date;
};

/**
 * Queues an event for the team's endpoints that want it, in the caller's transaction: it is sent if that commits, and not otherwise.
 * Publishing the same thing once is the caller's concern.
 * @returns whether an endpoint gets it; then `wakeWorker("webhooks")` after the commit has it sent at once
 */
export async function publishEvent(tx: Transaction, teamId: string, event: PublishedEvent): Promise<boolean> {
  const { type, keyId, secretId, data } = event;
  const key = keyId === undefined ? null : await keyInEvent(tx, teamId, keyId, secretId);
  const environment = key?.environment ?? event.environment ?? null;
  const endpoints = await wantingEndpoints(tx, teamId, { type, environment });
  if (endpoints.length === 0) return false;
  const now = clock.now();
  const message = { teamId, type, environment, data: { ...(key && { key }), ...data }, at: event.at ?? now };
  await queueMessage(tx, message, endpoints, now);
  return true;
}
