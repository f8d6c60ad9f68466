import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { CacheSize } from "../cache-child";
import type { RunContext } from "../run-context";
import { show, table } from "../table";

const run = promisify(execFile);
const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const MEGABYTE = 1e6;

/** lib/verification/key-cache.ts alone, a process of its own per size, so that no size inherits another's garbage. */
export async function cachePart({ bench, bundles }: RunContext): Promise<string> {
  const rows: string[][] = [];
  for (const size of SIZES) {
    const args = ["--expose-gc", "--max-old-space-size=6144", join(bundles, "cache-child.mjs"), `${size}`];
    const { stdout } = await run(process.execPath, args, { env: bench.environment, signal: bench.signal });
    const { residentBytes, grownBytes, heapBytes, externalBytes, hitNs, fillMs } = JSON.parse(stdout) as CacheSize;
    rows.push([
      show(size),
      show(hitNs, 0),
      show(grownBytes / size, 0),
      show(heapBytes / size, 0),
      show(externalBytes / size, 0),
      show(residentBytes / MEGABYTE, 0),
      show(fillMs / 1000, 2),
    ]);
  }
  const head = ["cached keys", "hit ns", "resident B/key", "heap B/key", "external B/key", "process MB", "fill s"];
  return table(head, rows);
}
