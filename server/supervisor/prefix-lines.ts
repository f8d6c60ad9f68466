import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

const WIDTH = 9;

/** Passes lines on, each with who wrote it. */
export function prefixLines(name: string, from: Readable | null, to: Writable): void {
  if (from === null) return;
  createInterface({ input: from, crlfDelay: Number.POSITIVE_INFINITY }).on("line", (line) => {
    to.write(`${name.padEnd(WIDTH)} | ${line}\n`);
  });
}
