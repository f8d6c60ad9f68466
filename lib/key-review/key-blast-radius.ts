import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { readId } from "@/lib/ids";
import { getKey } from "@/lib/keys/get-key";
import type { KeyIdInput } from "@/lib/keys/schema";
import { type BlastRadius, toBlastRadius } from "@/lib/usage/blast-radius";
import { usageStore } from "@/lib/usage/open-usage-store";
import { namedRange } from "@/lib/usage/range";
import { usageScope } from "@/lib/usage/usage-scope";

/**
 * Who and what would be refused if this key stopped now, judged by its last 24 hours (product U8).
 * @throws DomainError not_found; forbidden
 */
export async function keyBlastRadius(actor: Actor, input: KeyIdInput): Promise<BlastRadius> {
  const key = await getKey(actor, input.keyId);
  const scope = usageScope(actor, { environment: key.environment, keyId: readId("key", key.id) ?? undefined });
  return toBlastRadius(await usageStore().breakdown(scope, namedRange("24h", clock.ms())));
}
