import { closeSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { type FoundKey, findKeys, LONGEST_SECRET } from "./find-keys.js";

export type FileFinding = Omit<FoundKey, "start" | "end"> & { line: number };

const CHUNK_BYTES = 1_024 * 1_024;
const chunk = Buffer.allocUnsafe(CHUNK_BYTES);

/** A file that looks binary and is larger than this is passed over. */
const LARGEST_BINARY_BYTES = 16 * 1_024 * 1_024;
const LOOKED_AT_BYTES = 8_192;

/**
 * The keys in a file, by line. It is read a mebibyte at a time, whatever its size. Returns how much of it was read; 0 for a large
 * binary.
 * @throws of node:fs, when it cannot be read
 */
export function* scanFile(path: string, size: number, prefixes: readonly string[]): Generator<FileFinding, number> {
  const file = openSync(path, "r");
  try {
    let read = readSync(file, chunk, 0, CHUNK_BYTES, null);
    const isUtf16 = chunk[0] === 0xff && chunk[1] === 0xfe && read > 1;
    if (!isUtf16 && size > LARGEST_BINARY_BYTES && chunk.subarray(0, Math.min(read, LOOKED_AT_BYTES)).includes(0))
      return 0;
    // A key is ASCII: read as Latin-1 it is found in any encoding that has ASCII in it, binaries included.
    const decoder = isUtf16 ? new StringDecoder("utf16le") : null;
    let bytes = 0;
    let carried = "";
    let line = 1;
    while (read > 0) {
      bytes += read;
      const text = carried + (decoder?.write(chunk.subarray(0, read)) ?? chunk.toString("latin1", 0, read));
      const next = Math.max(0, text.length - LONGEST_SECRET + 1);
      let countedTo = 0;
      for (const { start, end, masked, kind } of findKeys(text, prefixes)) {
        // What ends in the carried part was found the last time.
        if (end <= carried.length) continue;
        line += countLines(text, countedTo, start);
        countedTo = start;
        yield { line, masked, kind };
      }
      line += countedTo < next ? countLines(text, countedTo, next) : -countLines(text, next, countedTo);
      carried = text.slice(next);
      read = readSync(file, chunk, 0, CHUNK_BYTES, null);
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
