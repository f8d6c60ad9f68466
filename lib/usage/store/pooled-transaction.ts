import type pg from "pg";
import { pool } from "@/lib/db/pool";

/** Runs `work` in one transaction on a connection of the pool; no statement of it runs longer than 30 s. */
export async function pooledTransaction<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  // A connection that breaks while it is out of the pool says so by an event too, which would end the process unheard.
  // The listener stays: release(true) closes the connection, and closing may fail once more.
  client.on("error", unheard);
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL statement_timeout = '30s'");
    const result = await work(client);
    await client.query("COMMIT");
    client.off("error", unheard);
    client.release();
    return result;
  } catch (error) {
    // The connection may be in any state: it is closed, which rolls back, instead of being used again.
    client.release(true);
    throw error;
  }
}

const unheard = (): void => {};
