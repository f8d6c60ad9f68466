import type pg from "pg";
import { pool } from "@/lib/db/pool";
import { EnvelopeError, type KeyEncryptionKeys, newestVersion, rewrap } from "./envelope";
import { SEALED_TABLES, type SealedTable } from "./sealed-tables";

const BATCH = 500;

export type RolledOver = {
  /** The version everything is under now, but what is left; null: there is no key-encryption key. */
  newest: number | null;
  rewrapped: number;
  /** Cannot be opened: their key is missing or another one, or they were altered. They stay as they are. */
  unopenable: number;
  /** Still under an older version, the unopenable ones included. */
  left: number;
};

type Row = Record<string, string> & { id: string };
type Envelope = { sealed: Buffer; kek_version: number };

// Only the envelope's own row is locked. What somebody else has locked is theirs at this moment, and comes later.
const batchOf = ({ id, idType, columns, from }: SealedTable): string =>
  `SELECT e.${id} AS id, e.sealed, e.kek_version, ${columns} FROM ${from}
   WHERE e.kek_version < $1 AND e.${id} > $2::${idType} ORDER BY e.${id} LIMIT ${BATCH} FOR UPDATE OF e SKIP LOCKED`;

const storeOf = ({ table, id, idType }: SealedTable): string =>
  `UPDATE ${table} e SET sealed = n.sealed, kek_version = $1
   FROM unnest($2::${idType}[], $3::bytea[]) AS n (id, sealed) WHERE e.${id} = n.id`;

type Batch = { last: string | null; rewrapped: number; unopenable: number };

/** One transaction: what it has read stays as it is until it is written back. */
async function rollBatch(
  client: pg.PoolClient,
  of: SealedTable,
  after: string,
  keys: KeyEncryptionKeys,
  newest: number,
): Promise<Batch> {
  const { rows } = await client.query<Row & Envelope>(batchOf(of), [newest, after]);
  const ids: string[] = [];
  const envelopes: Buffer[] = [];
  for (const row of rows) {
    try {
      const { sealed } = rewrap({ sealed: row.sealed, kekVersion: row.kek_version }, of.context(row), keys);
      ids.push(row.id);
      envelopes.push(sealed);
    } catch (error) {
      if (!(error instanceof EnvelopeError)) throw error;
    }
  }
  if (ids.length > 0) await client.query(storeOf(of), [newest, ids, envelopes]);
  return { last: rows.at(-1)?.id ?? null, rewrapped: ids.length, unopenable: rows.length - ids.length };
}

async function inBatch(work: (client: pg.PoolClient) => Promise<Batch>): Promise<Batch> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    const done = await work(client);
    await client.query("COMMIT");
    client.release();
    return done;
  } catch (error) {
    // What was open is rolled back with the connection.
    client.release(true);
    throw error;
  }
}

/** Once through a table, by its key, so that what cannot be opened is met once and not for ever. */
async function rollTable(of: SealedTable, keys: KeyEncryptionKeys, newest: number): Promise<Omit<Batch, "last">> {
  const sum = { rewrapped: 0, unopenable: 0 };
  for (let after: string | null = of.lowest; after !== null; ) {
    const from: string = after;
    const batch = await inBatch((client) => rollBatch(client, of, from, keys, newest));
    sum.rewrapped += batch.rewrapped;
    sum.unopenable += batch.unopenable;
    after = batch.last;
  }
  return sum;
}

/**
 * Wraps the data key of everything that is sealed under an older version anew, with the newest of `keys` (product S3). Online: in
 * short transactions, by any number of processes at the same time, ended and begun again at any moment; no text is decrypted, and
 * no row that verification reads is touched.
 */
export async function rollOver(keys: KeyEncryptionKeys): Promise<RolledOver> {
  const newest = newestVersion(keys);
  if (newest === null) return { newest, rewrapped: 0, unopenable: 0, left: 0 };
  let rewrapped = 0;
  // As a rule there is nothing to do, and this says so from an index.
  if ((await countOlder(newest)) === 0) return { newest, rewrapped, unopenable: 0, left: 0 };
  for (;;) {
    const pass = { rewrapped: 0, unopenable: 0 };
    for (const table of SEALED_TABLES) {
      const done = await rollTable(table, keys, newest);
      pass.rewrapped += done.rewrapped;
      pass.unopenable += done.unopenable;
    }
    rewrapped += pass.rewrapped;
    const left = await countOlder(newest);
    // What others had locked comes in the next pass, for as long as a pass gets anywhere.
    if (left <= pass.unopenable || pass.rewrapped === 0) {
      return { newest, rewrapped, unopenable: pass.unopenable, left };
    }
  }
}

async function countOlder(newest: number): Promise<number> {
  const counts = SEALED_TABLES.map(({ table }) => `(SELECT count(*) FROM ${table} WHERE kek_version < $1)`);
  const { rows } = await pool().query<{ left: number }>(`SELECT (${counts.join(" + ")})::int AS left`, [newest]);
  return rows[0]?.left ?? 0;
}
