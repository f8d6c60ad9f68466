type Item = { json: string };

/** Takes from the front of `waiting` what fits into one body: at least one, at most so many and so many bytes. */
export function takeBatch<T extends Item>(waiting: T[], most: number, mostBytes: number): T[] {
  let bytes = 0;
  let count = 0;
  for (const { json } of waiting) {
    bytes += Buffer.byteLength(json) + 1;
    if (count > 0 && (count === most || bytes > mostBytes)) break;
    count++;
  }
  return waiting.splice(0, count);
}
