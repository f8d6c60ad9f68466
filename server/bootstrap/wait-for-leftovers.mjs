import { setTimeout as pause } from "node:timers/promises";
import { isStillAlive } from "./process-identity.mjs";

const PATIENCE_MS = 8_000;

/** Each was started as the leader of a group of its own. */
function endGroup(pid) {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // Gone in this moment.
  }
}

/**
 * After a `kill -9` of the last supervisor its processes end by themselves; waits for that, so that their ports are free,
 * and ends the ones that do not.
 */
export async function waitForLeftovers(processes = [], patienceMs = PATIENCE_MS) {
  const until = Date.now() + patienceMs;
  for (;;) {
    const left = processes.filter((one) => one.pid > 1 && one.identity !== "unknown" && isStillAlive(one));
    if (left.length === 0) return;
    if (Date.now() >= until) for (const { pid } of left) endGroup(pid);
    await pause(50);
  }
}
