import type { Transaction } from "@/lib/db/prisma";

export type KnownHash = { keyId: string; teamId: string };

/** Which of these hashes (hexadecimal) are known in this deployment, and whose they are: for telling, never for showing. */
export async function knownHashes(tx: Transaction, hashes: readonly string[]): Promise<Map<string, KnownHash>> {
  const rows = await tx.$queryRaw<{ hash: string; key_id: string; team_id: string }[]>`
    SELECT encode(s.hash, 'hex') AS hash, s.key_id, k.team_id
    FROM unnest(${hashes}::text[]) AS asked (hash)
    JOIN secrets s ON s.hash = decode(asked.hash, 'hex') JOIN keys k ON k.id = s.key_id`;
  return new Map(rows.map(({ hash, key_id, team_id }) => [hash, { keyId: key_id, teamId: team_id }]));
}
