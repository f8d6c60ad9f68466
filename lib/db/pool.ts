import pg from "pg";
import { env } from "@/lib/env";

const shared = globalThis as { latchkeyPool?: pg.Pool };

/** The process's one pool; Prisma and the raw statements of gateway and usage share it. */
export function pool(): pg.Pool {
  if (shared.latchkeyPool === undefined) {
    shared.latchkeyPool = new pg.Pool({
      connectionString: env().DATABASE_URL,
      max: 12,
      // As long as a transaction waits for one (lib/db/prisma.ts): in a burst upon one key a connection is free only in its turn.
      connectionTimeoutMillis: 15_000,
      idleTimeoutMillis: 30_000,
      // A PostgreSQL that hangs without breaking the connection would hold pages for ever.
      query_timeout: 30_000,
      keepAlive: true,
      application_name: "latchkey",
    });
    // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
    shared.latchkeyPool.on("error", () => {});
  }
  return shared.latchkeyPool;
}
