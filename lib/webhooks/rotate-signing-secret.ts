import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { holdAuthority } from "@/lib/auth/hold-authority";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import type { RevealedEndpoint } from "./create-endpoint";
import { lockEndpoint } from "./lock-endpoint";
import { maskUrl } from "./mask-url";
import { OVERLAP_HOURS, type RotateSigningSecretInput } from "./schema";
import { addSigningSecret } from "./signing-secret";

/** Each of them adds a signature to every message. */
const MOST_AT_ONCE = 5;

/**
 * A new signing secret, revealed once. The one it replaces goes on signing beside it for 24 hours, so that whoever verifies with it
 * loses nothing, or ends at once.
 * @throws DomainError not_found; forbidden; unauthenticated when the session ended on the way; conflict when too many overlap
 * @throws EnvelopeError missing_key without LATCHKEY_KEK
 */
export async function rotateSigningSecret(actor: Actor, input: RotateSigningSecretInput): Promise<RevealedEndpoint> {
  authorise(actor, "webhook:edit");
  return inTransaction(async (tx) => {
    await holdAuthority(tx, actor);
    const { id, url } = await lockEndpoint(tx, actor, input.endpointId);
    const now = clock.now();
    const signing = { endpointId: id, OR: [{ endsAt: null }, { endsAt: { gt: now } }] };
    if (!input.keepOld) await tx.webhookSecret.deleteMany({ where: { endpointId: id } });
    else if ((await tx.webhookSecret.count({ where: signing })) >= MOST_AT_ONCE) {
      throw new DomainError(
        "conflict",
        `${MOST_AT_ONCE} secrets sign for this endpoint already. Wait until one ends, or end them all with this rotation.`,
      );
    }
    const endsAt = new Date(now.getTime() + OVERLAP_HOURS * 3_600_000);
    await tx.webhookSecret.updateMany({ where: { endpointId: id, endsAt: null }, data: { endsAt } });
    const secret = await addSigningSecret(tx, { teamId: actor.teamId, endpointId: id }, now);
    await recordEvent(tx, actor.teamId, actor, {
      action: "webhook.rotate_secret",
      target: { kind: "webhook", id },
      after: { url: maskUrl(url), replacedEndsAt: (input.keepOld ? endsAt : now).toISOString() },
    });
    return { id: input.endpointId, secret };
  });
}
