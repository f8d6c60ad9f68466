import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { holdAuthority } from "@/lib/auth/hold-authority";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { newId, showId } from "@/lib/ids";
import { allowedUrl } from "./allowed-url";
import { maskUrl } from "./mask-url";
import { type CreateEndpointInput, MAXIMUM_ENDPOINTS } from "./schema";
import { addSigningSecret } from "./signing-secret";
import { tellFromNow } from "./tell-from-now";

/** `secret`: the one answer that ever holds it. */
export type RevealedEndpoint = { id: string; secret: string };

/**
 * A new endpoint, told what happens from now on; its signing secret is revealed once.
 * @throws DomainError forbidden; unauthenticated when the session ended on the way; invalid with the field at fault; conflict when
 *   the team has as many as it may
 * @throws EnvelopeError missing_key without LATCHKEY_KEK
 */
export async function createEndpoint(actor: Actor, input: CreateEndpointInput): Promise<RevealedEndpoint> {
  authorise(actor, "webhook:edit");
  const url = allowedUrl(input.url);
  const id = newId();
  return inTransaction(async (tx) => {
    // Two at the same time are counted one after the other.
    await tx.$queryRaw`SELECT 1 FROM teams WHERE id = ${actor.teamId}::uuid FOR NO KEY UPDATE`;
    await holdAuthority(tx, actor);
    if ((await tx.webhookEndpoint.count({ where: { teamId: actor.teamId } })) >= MAXIMUM_ENDPOINTS) {
      throw new DomainError(
        "conflict",
        `A team has at most ${MAXIMUM_ENDPOINTS} webhook endpoints. Remove one, or choose more events for one.`,
      );
    }
    const now = clock.now();
    const { description, events, environment } = input;
    await tx.webhookEndpoint.create({
      data: {
        ...{ id, teamId: actor.teamId, url, description, events, environment },
        ...{ createdByName: actor.name, createdAt: now, updatedAt: now },
      },
    });
    const secret = await addSigningSecret(tx, { teamId: actor.teamId, endpointId: id }, now);
    await recordEvent(tx, actor.teamId, actor, {
      action: "webhook.create",
      target: { kind: "webhook", id },
      after: { url: maskUrl(url), description, events, environment: environment ?? "both" },
    });
    tellFromNow(tx, actor.teamId, id);
    return { id: showId("endpoint", id), secret };
  });
}
