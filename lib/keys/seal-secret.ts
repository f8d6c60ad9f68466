import type { Transaction } from "@/lib/db/prisma";
import { env } from "@/lib/env";
import { secretContext } from "@/lib/vault/contexts";
import { seal } from "@/lib/vault/envelope";

/**
 * Keeps the secret itself, in an envelope, beside the row that verification reads (product S3). Asks for the mode again, under a
 * lock that whoever changes it waits for: after a switch back nothing is sealed any more that nobody would then forget.
 * @throws EnvelopeError missing_key
 */
export async function sealSecret(
  tx: Transaction,
  of: { teamId: string; keyId: string; publicId: string },
  plaintext: string,
): Promise<void> {
  const [deployment] = await tx.$queryRaw<{ mode: string }[]>`
    SELECT storage_mode::text AS mode FROM deployment WHERE id = 1 FOR SHARE`;
  if (deployment?.mode !== "retrievable") return;
  const { sealed, kekVersion } = seal(plaintext, secretContext(of), env().LATCHKEY_KEK);
  await tx.sealedSecret.create({ data: { publicId: of.publicId, sealed: new Uint8Array(sealed), kekVersion } });
}
