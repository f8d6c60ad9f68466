import { chmodSync, mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Linux keeps it in memory; in a container it is often too small for a database. */
const IN_MEMORY = "/dev/shm";
const ENOUGH_BYTES = 2 * 1_024 ** 3;

/**
 * A folder for the length of a command or a test run, in memory where there is room: a database is hundreds of files, which
 * a disk takes forty times as long to make. Whoever asked removes it.
 * @param name the beginning of its name
 */
export function makeTemporaryFolder(name: string): string {
  const folder = roomInMemory(name) ?? mkdtempSync(join(tmpdir(), name));
  // As root PostgreSQL runs as another user, who must get through.
  chmodSync(folder, 0o755);
  return folder;
}

function roomInMemory(name: string): string | undefined {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize < ENOUGH_BYTES ? undefined : mkdtempSync(join(IN_MEMORY, name));
  } catch {
    // Not Linux, or not ours to write to.
    return undefined;
  }
}
