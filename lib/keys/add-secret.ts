import type { Transaction } from "@/lib/db/prisma";
import { env } from "@/lib/env";
import type { Environment } from "./environment";
import { generateKey } from "./format";
import { hashSecret } from "./hash";

/**
 * Makes a secret and stores its hash as the key's current one. The plaintext goes back to the caller and nowhere else
 * (product S1, S2).
 */
export async function addSecret(
  tx: Transaction,
  of: { keyId: string; prefix: string; environment: Environment; replaces: string | null; createdAt: Date },
): Promise<string> {
  const { plaintext, publicId } = generateKey(of.prefix, of.environment);
  const { hash, pepperVersion } = hashSecret(plaintext, env().LATCHKEY_PEPPERS);
  await tx.secret.create({
    data: {
      publicId,
      keyId: of.keyId,
      hash: new Uint8Array(hash),
      pepperVersion,
      prefix: of.prefix,
      lastFour: plaintext.slice(-4),
      replaces: of.replaces,
      createdAt: of.createdAt,
    },
  });
  return plaintext;
}
