import { randomBytes } from "node:crypto";
import type { Transaction } from "@/lib/db/prisma";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { webhookContext } from "@/lib/vault/contexts";
import { seal } from "@/lib/vault/envelope";

/** 24 to 64 by the Standard Webhooks specification, "Signature scheme". */
const BYTES = 32;

/**
 * A new secret for an endpoint, as its current one, kept in an envelope alone. The plaintext goes back to the caller and nowhere else.
 * @returns `whsec_` and 32 bytes of the CSPRNG in base64
 * @throws EnvelopeError missing_key without LATCHKEY_KEK
 */
export async function addSigningSecret(
  tx: Transaction,
  of: { teamId: string; endpointId: string },
  createdAt: Date,
): Promise<string> {
  const plaintext = `whsec_${randomBytes(BYTES).toString("base64")}`;
  const id = newId();
  const { sealed, kekVersion } = seal(plaintext, webhookContext({ ...of, secretId: id }), env().LATCHKEY_KEK);
  await tx.webhookSecret.create({
    data: { id, endpointId: of.endpointId, sealed: new Uint8Array(sealed), kekVersion, createdAt },
  });
  return plaintext;
}
