import { setTimeout as wait } from "node:timers/promises";
import { pool } from "@/lib/db/pool";
import { log } from "@/lib/log";
import { exitWithParent } from "@/server/supervisor/exit-with-parent";
import { alertDuties } from "./alert-duties";
import { type Duty, schedule } from "./duties";
import { noteDuty } from "./note-duty";
import { usageDuties } from "./usage-duties";
import { vaultDuties } from "./vault-duties";

const LOOK_EVERY_MS = 1_000;

exitWithParent();
const stopping = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopping.abort());

/** What is under way when the signal comes is finished: each duty is a row of short transactions. */
async function keepDoing(duties: readonly Duty[]): Promise<void> {
  const runDue = schedule(duties, noteDuty);
  while (!stopping.signal.aborted) {
    await runDue();
    await wait(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
  }
}

log.info("worker started");
// Judging many keys takes its time, which roll-ups do not wait for.
await Promise.all([keepDoing(usageDuties), keepDoing(alertDuties), keepDoing(vaultDuties)]);
await pool().end();
log.info("worker stopped");
