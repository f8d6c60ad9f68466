import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * What tells this process from a later one with the same number: when it started. Undefined when it is not alive (a
 * zombie is not), or "unknown" where the system does not say.
 */
export function processIdentity(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return undefined;
  }
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // The name in parentheses may hold spaces; what follows it is state, then numbers, the 20th when it started.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z" || fields[0] === "X") return undefined;
      return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${fields[19]}`;
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch (error) {
    return error.code === "ENOENT" && process.platform === "linux" ? undefined : "unknown";
  }
}

/** True while the very process that was written down is alive. */
export const isStillAlive = ({ pid, identity }) => {
  const now = processIdentity(pid);
  return now !== undefined && (now === identity || now === "unknown" || identity === "unknown");
};

export const describeProcess = (pid) => ({ pid, identity: processIdentity(pid) ?? "gone" });
