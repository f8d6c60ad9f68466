import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** At 1,000 verifications a second a spool that is never emptied passes this within minutes. */
export const SPOOL_WORRY_BYTES = 100 * 1024 * 1024;

/** What of the usage is not in the database yet. `oldestAt`: when the file that waits longest was last written to, in milliseconds. */
export type SpoolSize = { files: number; bytes: number; oldestAt: number | null };

/** @throws when the folder is not there, or may not be read */
export async function measureSpool(folder: string): Promise<SpoolSize> {
  const entries = await readdir(/* turbopackIgnore: true */ folder, { recursive: true, withFileTypes: true });
  const size: SpoolSize = { files: 0, bytes: 0, oldestAt: null };
  for (const entry of entries) {
    if (!entry.name.endsWith(".spool")) continue;
    // A segment may be flushed and deleted between the two looks.
    const found = await stat(join(entry.parentPath, entry.name)).catch(() => null);
    if (!found?.size) continue;
    size.files++;
    size.bytes += found.size;
    size.oldestAt = Math.min(size.oldestAt ?? found.mtimeMs, found.mtimeMs);
  }
  return size;
}
