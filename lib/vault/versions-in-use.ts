import type pg from "pg";
import { EnvelopeError, type KeyEncryptionKeys, open } from "./envelope";
import { SEALED_TABLES, type SealedTable } from "./sealed-tables";

export type VersionInUse = {
  version: number;
  /** How many envelopes name it. */
  secrets: number;
  secondFactors: number;
  webhookSecrets: number;
  /**
   * `missing`: LATCHKEY_KEK lacks it. `wrong`: it holds another key under this number than the one that sealed them, or the one
   * envelope that was tried was altered.
   */
  key: "opens" | "missing" | "wrong";
};

type Database = Pick<pg.Pool, "query">;
type Counted = { version: number; envelopes: number };
type Row = Record<string, string> & { id: string };
type Sample = Row & { sealed: Buffer; kek_version: number };

async function countedIn(database: Database, { table }: SealedTable): Promise<Counted[]> {
  const sql = `SELECT kek_version AS version, count(*)::int AS envelopes FROM ${table} GROUP BY kek_version`;
  return (await database.query<Counted>(sql)).rows;
}

/** One envelope is tried: a key that is not the one it is said to be opens none. */
async function keyFor(
  database: Database,
  { columns, from, context }: SealedTable,
  version: number,
  keys: KeyEncryptionKeys,
): Promise<VersionInUse["key"]> {
  const { rows } = await database.query<Sample>(
    `SELECT e.sealed, ${columns} FROM ${from} WHERE e.kek_version = $1 LIMIT 1`,
    [version],
  );
  const [sample] = rows;
  try {
    if (sample !== undefined) open({ sealed: sample.sealed, kekVersion: version }, context(sample), keys);
    return "opens";
  } catch (error) {
    if (error instanceof EnvelopeError) return error.trouble === "missing_key" ? "missing" : "wrong";
    throw error;
  }
}

/** Which versions of the key-encryption key are needed, oldest first, and whether `keys` has them. */
export async function versionsInUse(database: Database, keys: KeyEncryptionKeys): Promise<VersionInUse[]> {
  const found = new Map<number, VersionInUse>();
  for (const table of SEALED_TABLES) {
    for (const { version, envelopes } of await countedIn(database, table)) {
      const one = found.get(version) ?? { version, secrets: 0, secondFactors: 0, webhookSecrets: 0, key: "opens" };
      const key = await keyFor(database, table, version, keys);
      found.set(version, { ...one, [table.holds]: envelopes, key: one.key === "opens" ? key : one.key });
    }
  }
  return [...found.values()].sort((a, b) => a.version - b.version);
}
