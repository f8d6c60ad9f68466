import type pg from "pg";
import { pool } from "./pool";

const unheard = (): void => {};

/**
 * Reads on one connection, all of it as the database was at one moment, for as long as the reader goes on asking; the
 * connection goes back when the reader is done or leaves.
 */
export async function* inSnapshot<T, R>(
  read: (client: pg.ClientBase) => AsyncGenerator<T, R>,
): AsyncGenerator<T, R, undefined> {
  const client = await pool().connect();
  // A connection that breaks while it is out of the pool says so by an event too, which would end the process unheard.
  client.on("error", unheard);
  let isDone = false;
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const result = yield* read(client);
    await client.query("COMMIT");
    isDone = true;
    return result;
  } finally {
    if (isDone) client.off("error", unheard);
    // A reader that left has a query under way, perhaps: that connection is closed instead of being used again.
    client.release(!isDone);
  }
}
