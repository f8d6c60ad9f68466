import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { webhookContext } from "@/lib/vault/contexts";
import { type KeyEncryptionKeys, seal } from "@/lib/vault/envelope";
import { CHOOSABLE_EVENTS } from "@/lib/webhooks/event-types";
import type { Sending } from "@/lib/webhooks/send-request";

/** An endpoint as a row: wants everything, and can sign nothing. */
export async function insertEndpoint(
  teamId: string,
  given: { url?: string; events?: string[]; environment?: "live" | "test" | null; disabledReason?: string } = {},
): Promise<string> {
  const id = newId();
  const { url = "https://hooks.example.com/latchkey", disabledReason = null, environment = null } = given;
  const now = clock.now();
  await prisma().webhookEndpoint.create({
    data: {
      ...{ id, teamId, url, environment, disabledReason, createdByName: "Ada", createdAt: now, updatedAt: now },
      events: given.events ?? CHOOSABLE_EVENTS.map(({ type }) => type),
      disabledAt: disabledReason === null ? null : now,
    },
  });
  return id;
}

export type QueuedRow = { endpointId: string; type: string; body: { type: string; timestamp: string; data: never } };

/** Everything that is queued, in the order it was. */
export async function queued(teamId: string): Promise<QueuedRow[]> {
  const { rows } = await pool().query(
    `SELECT d.endpoint_id AS "endpointId", m.type, m.body FROM webhook_deliveries d JOIN webhook_messages m ON m.id = d.message_id
     WHERE m.team_id = $1 ORDER BY d.id`,
    [teamId],
  );
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) }));
}

/** An endpoint with a current secret that `keys` sealed. */
export async function sealForEndpoint(teamId: string, secret: string, keys: KeyEncryptionKeys) {
  const endpointId = await insertEndpoint(teamId);
  const secretId = newId();
  const context = webhookContext({ teamId, endpointId, secretId });
  const { sealed, kekVersion } = seal(secret, context, keys);
  await prisma().webhookSecret.create({
    data: { id: secretId, endpointId, sealed: new Uint8Array(sealed), kekVersion, createdAt: clock.now() },
  });
  return { endpointId, secretId, context };
}

type Logged = {
  endpointId: string;
  type: string;
  status: string;
  failure: string | null;
  attempts: number;
  log: {
    number: number;
    at: Date;
    status: number | null;
    trouble: string | null;
    detail: string | null;
    answer: string | null;
  }[];
};

/** The log of an endpoint, oldest first. */
export async function webhookLog(endpointId: string): Promise<Logged[]> {
  const deliveries = await prisma().webhookDelivery.findMany({
    where: { endpointId },
    orderBy: { id: "asc" },
    include: { message: true, log: { orderBy: { number: "asc" } } },
  });
  return deliveries.map(({ message, log, status, failure, attempts }) => ({
    ...{ endpointId, type: message.type, status, failure, attempts },
    log: log.map(({ number, at, status, trouble, detail, answer }) => ({
      number,
      at,
      status,
      trouble,
      detail,
      answer,
    })),
  }));
}

/** Sends to names of a test's own: what each resolves to, and where a loopback address may be connected to. */
export const testSending = (
  names: Record<string, string | string[]> = {},
  deadline: AbortSignal = new AbortController().signal,
): Sending => ({
  resolve: async (name) => {
    const found = [names[name] ?? []].flat();
    if (found.length === 0) throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
    return found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  },
  allowed: ["127.0.0.1"],
  deadline: () => AbortSignal.any([deadline]),
});
