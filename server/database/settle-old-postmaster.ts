import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const PATIENCE_MS = 20_000;

/** The process a cluster's postmaster.pid names, when it is alive and really is a PostgreSQL of this folder. */
export function livePostmaster(folder: string): number | undefined {
  const file = join(folder, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  try {
    const command =
      process.platform === "linux"
        ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
        : execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes("postgres") && command.includes(folder) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Waits for the PostgreSQL of a killed predecessor to be gone: asked to stop (fast shutdown), and after 20 s told to
 * (immediate shutdown, recovered from at the next start).
 */
export async function settleOldPostmaster(folder: string): Promise<void> {
  const begun = Date.now();
  for (let asked: NodeJS.Signals | undefined; ; ) {
    const pid = livePostmaster(folder);
    if (pid === undefined) return;
    const wanted = Date.now() - begun < PATIENCE_MS ? "SIGINT" : "SIGQUIT";
    if (wanted !== asked) process.kill(pid, wanted);
    asked = wanted;
    await pause(30);
  }
}
