import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { CacheSize } from "../cache-child";
import type { RunContext } from "../run-context";
import { show, table } from "../table";

const run = promisify(execFile);
const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const MEGABYTE = 1e6;

/** What is measured, each in a process of its own, so that none inherits another's garbage. */
const SUBJECTS = [
  ...SIZES.map((size) => ({ size, kind: "table" })),
  // For comparison: what a lookup would cost if the records were plain objects.
  ...[1_000, 1_000_000].map((size) => ({ size, kind: "map" })),
];

/** lib/verification/cache/key-cache.ts alone. */
export async function cachePart({ bench, bundles }: RunContext): Promise<string> {
  const rows: string[][] = [];
  for (const { size, kind } of SUBJECTS) {
    const args = ["--expose-gc", "--max-old-space-size=6144", join(bundles, "cache-child.mjs"), `${size}`, kind];
    const { stdout } = await run(process.execPath, args, { env: bench.environment, signal: bench.signal });
    const measured = JSON.parse(stdout) as CacheSize;
    rows.push([
      kind === "map" ? `${show(size)} in a Map` : show(size),
      show(measured.findNs, 0),
      show(measured.readNs, 0),
      show(measured.grownBytes / size, 0),
      show(measured.heapBytes / size, 0),
      show(measured.externalBytes / size, 0),
      show(measured.residentBytes / MEGABYTE, 0),
      show(measured.fillMs / 1000, 2),
    ]);
  }
  const head = [
    "cached keys",
    "find ns",
    "find + read ns",
    "resident B/key",
    "heap B/key",
    "external B/key",
    "process MB",
    "fill s",
  ];
  return table(head, rows);
}
