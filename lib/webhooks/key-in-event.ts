import type { Transaction } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";
import type { Environment } from "@/lib/keys/environment";
import { maskSecret } from "@/lib/keys/mask-secret";

/** A key as an event names it: never a secret, never a hash. */
export type KeyInEvent = { id: string; label: string; environment: Environment; masked: string | null };

/**
 * @param secretId the public id of the secret that the event is about; otherwise the key's newest is meant
 * @returns null for a key that is not the team's
 */
export async function keyInEvent(
  tx: Transaction,
  teamId: string,
  keyId: string,
  secretId?: string,
): Promise<KeyInEvent | null> {
  const key = await tx.key.findFirst({
    where: { id: keyId, teamId },
    select: {
      label: true,
      environment: true,
      secrets: {
        ...(secretId !== undefined && { where: { publicId: secretId } }),
        select: { prefix: true, lastFour: true, imported: true },
        orderBy: { createdAt: "desc" },
        take: 1,
      },
    },
  });
  if (key === null) return null;
  const { label, environment, secrets } = key;
  const [secret] = secrets;
  const masked = secret === undefined ? null : maskSecret(secret, environment);
  return { id: showId("key", keyId), label, environment, masked };
}
