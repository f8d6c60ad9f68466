import { execFileSync } from "node:child_process";

/** A process's resident memory in MB, as the system counts it. */
export const residentMb = (pid: number): number =>
  (Number(execFileSync("ps", ["-o", "rss=", "-p", `${pid}`], { encoding: "utf8" })) * 1024) / 1e6;
