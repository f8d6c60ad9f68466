import type { Actor } from "@/lib/auth/actor";
import type { WebhookEndpoint } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/prisma";
import { notFound } from "@/lib/errors";
import { readId } from "@/lib/ids";

export const noEndpoint = () => notFound("webhook endpoint");

/**
 * The endpoint, held until the transaction ends. Whoever changes an endpoint or settles its deliveries takes this lock first, so that
 * none of them waits for another in a circle.
 * @throws DomainError not_found
 */
export async function lockEndpoint(tx: Transaction, actor: Actor, shownId: string): Promise<WebhookEndpoint> {
  const id = readId("endpoint", shownId);
  if (id === null) throw noEndpoint();
  await tx.$queryRaw`
    SELECT 1 FROM webhook_endpoints WHERE id = ${id}::uuid AND team_id = ${actor.teamId}::uuid FOR NO KEY UPDATE`;
  const endpoint = await tx.webhookEndpoint.findFirst({ where: { id, teamId: actor.teamId } });
  if (endpoint === null) throw noEndpoint();
  return endpoint;
}
