import { setTimeout as wait } from "node:timers/promises";
import type PgBoss from "pg-boss";
import { pool } from "@/lib/db/pool";
import { isInfrastructureTrouble } from "@/lib/errors";
import { log } from "@/lib/log";
import { exitWithParent } from "@/server/supervisor/exit-with-parent";
import { alertDuties } from "./alert-duties";
import { apiDuties } from "./api-duties";
import { noticeDuties } from "./notice-duties";
import { startBoss } from "./start-boss";
import { usageDuties } from "./usage-duties";
import { vaultDuties } from "./vault-duties";
import { watchTrail, webhookDuties } from "./webhook-duties";

const AGAIN_AFTER_MS = 3_000;
const NO_RIGHT = "42501";

exitWithParent();
const stopping = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopping.abort());

// pg-boss reports the end of a job without waiting for the answer: a database that goes away just then must not end the worker.
process.on("unhandledRejection", (error) => {
  if (!isInfrastructureTrouble(error)) throw error;
  log.warn("the end of a job could not be noted; it is done again");
});

/** Starts as soon as the database lets it. */
async function start(): Promise<PgBoss | undefined> {
  while (!stopping.signal.aborted) {
    try {
      return await startBoss([
        ...usageDuties,
        ...alertDuties,
        ...vaultDuties,
        ...noticeDuties,
        ...webhookDuties,
        ...apiDuties,
      ]);
    } catch (error) {
      const code = (error as { code?: string }).code;
      const todo = code === NO_RIGHT ? "; let DATABASE_URL's role make it: GRANT CREATE ON DATABASE … TO …" : "";
      const what = error instanceof Error ? error.message : String(error);
      log.error({ error: what }, `the schema pgboss cannot be used and is tried again in 3 s${todo}`);
      await wait(AGAIN_AFTER_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }
  return undefined;
}

const boss = await start();
if (boss) log.info("worker started");
await watchTrail(stopping.signal);
// What is under way when the signal comes is finished: each duty is a row of short transactions.
await boss?.stop({ graceful: true, timeout: 20_000 });
await pool().end();
log.info("worker stopped");
