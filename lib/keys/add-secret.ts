import type { Transaction } from "@/lib/db/prisma";
import { env } from "@/lib/env";
import type { DeploymentSettings } from "@/lib/operator/deployment-settings";
import type { Environment } from "./environment";
import { generateKey } from "./format";
import { hashSecret } from "./hash";
import { sealSecret } from "./seal-secret";

type NewSecret = {
  teamId: string;
  keyId: string;
  environment: Environment;
  replaces: string | null;
  createdAt: Date;
  settings: Pick<DeploymentSettings, "keyPrefix" | "storageMode">;
};

/**
 * Makes a secret and stores its hash as the key's current one; in the retrievable mode its sealed form, too. The plaintext goes
 * back to the caller and nowhere else (product S1, S2, S3).
 * @throws EnvelopeError missing_key, in the retrievable mode without a key-encryption key
 */
export async function addSecret(tx: Transaction, of: NewSecret): Promise<string> {
  const { plaintext, publicId } = generateKey(of.settings.keyPrefix, of.environment);
  const { hash, pepperVersion } = hashSecret(plaintext, env().LATCHKEY_PEPPERS);
  await tx.secret.create({
    data: {
      publicId,
      keyId: of.keyId,
      hash: new Uint8Array(hash),
      pepperVersion,
      prefix: of.settings.keyPrefix,
      lastFour: plaintext.slice(-4),
      replaces: of.replaces,
      createdAt: of.createdAt,
    },
  });
  if (of.settings.storageMode === "retrievable") await sealSecret(tx, { ...of, publicId }, plaintext);
  return plaintext;
}
