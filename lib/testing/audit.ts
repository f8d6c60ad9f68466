import type pg from "pg";
import type { ChainVerdict } from "@/lib/audit/chain/verify-chain";
import { verifyStored } from "@/lib/audit/chain/verify-stored";
import { pool } from "@/lib/db/pool";

/** What a generator returns when nobody looks at what it yields. */
export async function resultOf<R>(generator: AsyncGenerator<unknown, R>): Promise<R> {
  for (;;) {
    const step = await generator.next();
    if (step.done) return step.value;
  }
}

export const verdictOn = (
  teamId: string,
  reader: Pick<pg.ClientBase, "query"> = pool(),
  newest?: number,
): Promise<ChainVerdict> => resultOf(verifyStored(reader, teamId, newest));

/** Looks at what a superuser could do who switches the triggers off; afterwards it has not happened. */
export async function tampered<T>(look: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    for (const table of ["audit_events", "audit_heads"]) {
      await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
    }
    return await look(client);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}
