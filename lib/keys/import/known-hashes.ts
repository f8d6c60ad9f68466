import type { Transaction } from "@/lib/db/prisma";

export type KnownHash = { keyId: string; teamId: string };

/** Which of these hashes (hexadecimal) are known in this deployment, and whose they are: for telling, never for showing. */
export async function knownHashes(tx: Transaction, hashes: readonly string[]): Promise<Map<string, KnownHash>> {
  // An array of unknown length: each is looked up by the index, however large the table has become.
  const rows = await tx.$queryRaw<{ hash: string; key_id: string; team_id: string }[]>`
    SELECT encode(s.hash, 'hex') AS hash, s.key_id, k.team_id FROM secrets s JOIN keys k ON k.id = s.key_id
    WHERE s.hash = ANY (ARRAY(SELECT decode(asked, 'hex') FROM unnest(string_to_array(${hashes.join()}, ',')) AS asked))`;
  return new Map(rows.map(({ hash, key_id, team_id }) => [hash, { keyId: key_id, teamId: team_id }]));
}
