import { prisma } from "@/lib/db/prisma";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { parseKey } from "@/lib/keys/format";
import { hashToken, MissingPepper, matchesHash } from "@/lib/keys/hash";
import { log } from "@/lib/log";

export type FoundSecret = { teamId: string; keyId: string; secretId: string };

/**
 * Which of these tokens are, or once were, secrets of keys, by token. What has our form and a right checksum is looked up by its public
 * id and then compared by its hash; what was imported, also from another deployment of this product, is known by its hash alone. One
 * query, however many there are.
 * @throws DomainError unavailable when a pepper is not configured, so that a hash cannot be compared
 */
export async function findLeakedSecrets(tokens: readonly string[]): Promise<Map<string, FoundSecret>> {
  const publicIds = new Map(tokens.flatMap((token) => publicIdOf(token)));
  const hashes = new Map(tokens.map((token) => [token, hashToken(token).toString("hex")]));
  const rows = await prisma().secret.findMany({
    where: {
      OR: [
        { publicId: { in: [...publicIds.values()] } },
        { pepperVersion: null, hash: { in: [...hashes.values()].map((hash) => Buffer.from(hash, "hex")) } },
      ],
    },
    select: { publicId: true, hash: true, pepperVersion: true, key: { select: { id: true, teamId: true } } },
  });
  const byPublicId = new Map(rows.map((row) => [row.publicId, row]));
  const byHash = new Map(
    rows.flatMap((row) => (row.pepperVersion === null ? [[Buffer.from(row.hash).toString("hex"), row]] : [])),
  );
  const found = new Map<string, FoundSecret>();
  for (const token of tokens) {
    const named = byPublicId.get(publicIds.get(token) ?? "");
    const row = named && isSame(token, named) ? named : byHash.get(hashes.get(token) ?? "");
    if (row) found.set(token, { teamId: row.key.teamId, keyId: row.key.id, secretId: row.publicId });
  }
  return found;
}

function publicIdOf(token: string): [string, string][] {
  const parsed = parseKey(token);
  return parsed === null ? [] : [[token, parsed.publicId]];
}

function isSame(token: string, { hash, pepperVersion }: { hash: Uint8Array; pepperVersion: number | null }): boolean {
  try {
    return matchesHash(token, { hash: Buffer.from(hash), pepperVersion }, env().LATCHKEY_PEPPERS);
  } catch (error) {
    if (!(error instanceof MissingPepper)) throw error;
    log.error(error.message);
    throw new DomainError("unavailable", "Keys cannot be looked up right now. Report it again later.", undefined, 60);
  }
}
