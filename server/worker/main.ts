import { setTimeout as wait } from "node:timers/promises";
import { pool } from "@/lib/db/pool";
import { log } from "@/lib/log";
import { exitWithParent } from "@/server/supervisor/exit-with-parent";
import { schedule } from "./duties";
import { usageDuties } from "./usage-duties";

const LOOK_EVERY_MS = 1_000;

exitWithParent();
const stopping = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopping.abort());

const runDue = schedule(usageDuties);
log.info("worker started");
while (!stopping.signal.aborted) {
  // What is under way when the signal comes is finished: each duty is a short transaction.
  await runDue();
  await wait(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
}
await pool().end();
log.info("worker stopped");
