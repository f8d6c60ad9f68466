/**
 * One piece of a TextArena's memory. An entry: its owner (a slot's number, or RELEASED), its bytes times two and whether they
 * are UTF-8, four words of the owner's, the text; filled up to eight bytes.
 */
export class TextChunk {
  readonly bytes: Buffer;
  readonly words: Int32Array;
  /** Bytes from the start on that hold entries. */
  used = 0;
  /** Of them, bytes whose owner still wants them. */
  live = 0;

  constructor(readonly size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
    this.words = new Int32Array(this.bytes.buffer);
  }

  get room(): number {
    return this.size - this.used;
  }
}

export const RELEASED = -1;
/** Words of an entry before its text: where which stands. */
export const OWNER = 0;
export const LENGTH = 1;
export const EXTRA = 2;
export const EXTRA_WORDS = 4;
export const HEAD_BYTES = 4 * (EXTRA + EXTRA_WORDS);

export const entryBytes = (textBytes: number): number => (HEAD_BYTES + textBytes + 7) & ~7;

/** Of the entry at this word. */
export const entryBytesAt = (words: Int32Array, at: number): number => entryBytes((words[at + LENGTH] as number) >>> 1);
