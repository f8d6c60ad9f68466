import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmdirSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { clock } from "@/lib/clock";

// A spool folder is named for the process that writes to it: <host>-<pid>-<its start>-<random>.
const OWNER = /^([0-9A-Za-z]+)-(\d+)-(\d+)-[0-9a-f]+$/;
const HOST = hostname().replace(/[^0-9A-Za-z]/g, "") || "host";
// A process of another host (or container) cannot be asked whether it lives; it touches its folder every few seconds.
const SILENT_FOR_MS = 60_000;

const openHere = new Set<string>();

/** When the process began, in the kernel's ticks: tells it from a later one with the same pid. 0 where that is not known, null when it is gone. */
function startOf(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
      .replace(/^.*\) /s, "")
      .split(" ");
    return fields[0] === "Z" ? null : Number(fields[19]);
  } catch {
    return alive(pid) ? 0 : null;
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A name for a folder of this process's own. Call `release` when nothing will be written to it any more. */
export function claimOwner(): { name: string; release: () => void } {
  const name = `${HOST}-${process.pid}-${startOf(process.pid) ?? 0}-${randomBytes(4).toString("hex")}`;
  openHere.add(name);
  return { name, release: () => openHere.delete(name) };
}

function isAbandoned(name: string, folder: string): boolean {
  const match = OWNER.exec(name);
  if (match === null || openHere.has(name)) return false;
  if (match[1] !== HOST) return clock.ms() - statSync(folder).mtimeMs > SILENT_FOR_MS;
  const pid = Number(match[2]);
  if (pid === process.pid) return true;
  const start = startOf(pid);
  const then = Number(match[3]);
  return start === null || (start !== 0 && then !== 0 && start !== then);
}

/**
 * Takes over the folders of processes that are gone: each is renamed first, which only one of several takers can do, then
 * its segments move into `mine`, keeping their names, which are their ids.
 * @param root the folder of all owners
 * @param mine this process's own folder, existing
 */
export function adoptAbandoned(root: string, mine: string): void {
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const folder = join(root, entry.name);
    try {
      if (!entry.isDirectory() || !isAbandoned(entry.name, folder)) continue;
      // The new name ends as an owner's does, and names this process: were it to die half-way, the next one finishes.
      const taken = `${mine}${randomBytes(4).toString("hex")}`;
      renameSync(folder, taken);
      for (const file of readdirSync(taken)) renameSync(join(taken, file), join(mine, file));
      rmdirSync(taken);
    } catch {
      // Another process was faster, or the folder cannot be read: the next look decides.
    }
  }
}
