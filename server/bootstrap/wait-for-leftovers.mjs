import { setTimeout as pause } from "node:timers/promises";
import { isStillAlive } from "./process-identity.mjs";

const PATIENCE_MS = 8_000;

/**
 * After a `kill -9` of the last supervisor its processes end by themselves; waits for that, so that their ports are free,
 * and ends the ones that do not.
 */
export async function waitForLeftovers(processes = []) {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const left = processes.filter((one) => one.pid > 1 && one.identity !== "unknown" && isStillAlive(one));
    if (left.length === 0) return;
    if (Date.now() > until) {
      for (const { pid } of left) {
        try {
          process.kill(pid, "SIGKILL");
        } catch {
          // Gone in this moment.
        }
      }
      return;
    }
    await pause(50);
  }
}
