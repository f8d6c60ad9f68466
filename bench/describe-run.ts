import { execFileSync } from "node:child_process";
import { cpus, loadavg, platform, release, totalmem } from "node:os";
import type { Load } from "./load/load";
import type { Options } from "./options";

const BUSY_LOAD = 1;

/** Who shares the machine moves the figures more than most changes do, so that the load is part of the result. */
export function describeRun(root: string, options: Options, load: Load, loadBefore: number): string {
  const commit = execFileSync("git", ["describe", "--always", "--dirty", "--abbrev=12"], {
    cwd: root,
    encoding: "utf8",
  });
  const [cpu] = cpus();
  const busy = loadBefore > BUSY_LOAD ? " — **taken on a busy machine**: only the ratios mean something" : "";
  return [
    `- Date: ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`,
    `- Commit: ${commit.trim()}`,
    `- Machine: ${cpus().length} cores, ${cpu?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${release()}`,
    `- Node ${process.version}; load from ${load.name}, ${options.connections} connections, ${options.rounds} rounds of ${options.seconds} s`,
    `- Load average (1 min) before the run: ${loadBefore.toFixed(2)}${busy}`,
  ].join("\n");
}

export const loadNow = (): number => loadavg()[0] ?? 0;
