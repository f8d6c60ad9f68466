import { EXTRA, entryBytes, entryBytesAt, HEAD_BYTES, LENGTH, OWNER, RELEASED, TextChunk } from "./text-chunk";

const CHUNK_BYTES = 1 << 20;
/** Addresses are in units of eight bytes: 17 bits of them within a chunk, 15 of the chunk's number, 32 GB in all. */
const OFFSET_BITS = 17;
const MOST_CHUNKS = 1 << 15;
/** A larger text has a chunk of its own, so that no large part of a common one stays empty. */
const LARGE_BYTES = CHUNK_BYTES / 4;
const MOST_SPARE = 4;
const WASTE_ALLOWED_BYTES = 2 * CHUNK_BYTES;
/** Of the live bytes, beside the above. */
const WASTE_ALLOWED_SHARE = 1 / 8;
/** A chunk fuller than this is not worth moving. */
const FULL_SHARE = 15 / 16;
/** How much is looked over for each byte added: more than it takes to gain that byte. */
const WORK_A_BYTE = 16;

/** The word at which the entry of this address begins, in its chunk. */
const wordAt = (address: number): number => (address & ((1 << OFFSET_BITS) - 1)) << 1;

/**
 * Texts outside the heap, each with four words of its owner's. New ones go behind the last one; a chunk that nobody wants
 * anything of is used again; when too much is wasted, each addition moves a little out of the emptiest chunk. So memory is
 * bounded by what is wanted, and no step takes long.
 */
export class TextArena {
  private readonly chunks: (TextChunk | null)[] = [];
  private readonly free: number[] = [];
  private readonly spare: TextChunk[] = [];
  private liveBytes = 0;
  private takenBytes = 0;
  private current = this.open(CHUNK_BYTES);
  /** The chunk that is being emptied, and how far. */
  private leaving = -1;
  private left = 0;

  /** @param onMove told when an owner's text has got another address */
  constructor(private readonly onMove: (owner: number, address: number) => void) {}

  /** Memory taken. */
  get bytes(): number {
    return this.takenBytes + this.spare.length * CHUNK_BYTES;
  }

  /** @returns the address, until it is moved or released; may move others */
  add(owner: number, extra: Int32Array, text: string): number {
    const length = Buffer.byteLength(text);
    const isAscii = length === text.length;
    const size = entryBytes(length);
    this.compact(size * WORK_A_BYTE);
    const number = this.chunkFor(size);
    const chunk = this.chunks[number] as TextChunk;
    const offset = chunk.used;
    const at = offset >>> 2;
    chunk.words[at + OWNER] = owner;
    chunk.words[at + LENGTH] = (length << 1) | (isAscii ? 0 : 1);
    chunk.words.set(extra, at + EXTRA);
    chunk.bytes.write(text, offset + HEAD_BYTES, length, isAscii ? "latin1" : "utf8");
    return this.taken(number, chunk, size);
  }

  text(address: number): string {
    const chunk = this.chunks[address >>> OFFSET_BITS] as TextChunk;
    const at = wordAt(address);
    const length = chunk.words[at + LENGTH] as number;
    const start = (at << 2) + HEAD_BYTES;
    return chunk.bytes.toString((length & 1) === 0 ? "latin1" : "utf8", start, start + (length >>> 1));
  }

  /** The memory in which the owner's four words lie, from `extraAt` on. */
  words(address: number): Int32Array {
    return (this.chunks[address >>> OFFSET_BITS] as TextChunk).words;
  }

  extraAt(address: number): number {
    return wordAt(address) + EXTRA;
  }

  release(address: number): void {
    const number = address >>> OFFSET_BITS;
    const chunk = this.chunks[number] as TextChunk;
    const at = wordAt(address);
    chunk.words[at + OWNER] = RELEASED;
    this.wantLess(number, chunk, entryBytesAt(chunk.words, at));
  }

  private taken(number: number, chunk: TextChunk, size: number): number {
    const address = (number << OFFSET_BITS) | (chunk.used >>> 3);
    chunk.used += size;
    chunk.live += size;
    this.liveBytes += size;
    return address;
  }

  private wantLess(number: number, chunk: TextChunk, size: number): void {
    chunk.live -= size;
    this.liveBytes -= size;
    if (chunk.live > 0) return;
    chunk.used = 0;
    if (number !== this.current) this.close(number, chunk);
  }

  private chunkFor(size: number): number {
    if (size > LARGE_BYTES) return this.open(size);
    if ((this.chunks[this.current] as TextChunk).room < size) this.current = this.open(CHUNK_BYTES);
    return this.current;
  }

  private open(size: number): number {
    const number = this.free.pop() ?? this.chunks.length;
    if (number >= MOST_CHUNKS) throw new Error("The texts of the cached keys have more than 32 GB. Cache fewer keys.");
    const chunk = (size === CHUNK_BYTES ? this.spare.pop() : undefined) ?? new TextChunk(size);
    this.chunks[number] = chunk;
    this.takenBytes += size;
    return number;
  }

  private close(number: number, chunk: TextChunk): void {
    if (number === this.leaving) this.leaving = -1;
    this.chunks[number] = null;
    this.free.push(number);
    this.takenBytes -= chunk.size;
    if (chunk.size === CHUNK_BYTES && this.spare.length < MOST_SPARE) this.spare.push(chunk);
  }

  /** Looks over about this many bytes of the emptiest chunk and moves what is wanted of them; nothing when little is wasted. */
  private compact(work: number): void {
    let rest = work;
    while (rest > 0) {
      if (this.leaving < 0 && !this.leaveEmptiest()) return;
      rest -= this.moveOne();
    }
  }

  private leaveEmptiest(): boolean {
    const wasted = this.takenBytes - this.liveBytes - (this.chunks[this.current] as TextChunk).room;
    if (wasted <= WASTE_ALLOWED_BYTES + this.liveBytes * WASTE_ALLOWED_SHARE) return false;
    let least = CHUNK_BYTES * FULL_SHARE;
    for (let number = 0; number < this.chunks.length; number++) {
      const chunk = this.chunks[number];
      if (!chunk || number === this.current || chunk.size !== CHUNK_BYTES || chunk.live >= least) continue;
      least = chunk.live;
      this.leaving = number;
    }
    this.left = 0;
    return this.leaving >= 0;
  }

  /** The next entry of the chunk that is being emptied, away from it. The last one that is wanted closes it. @returns its bytes */
  private moveOne(): number {
    const from = this.chunks[this.leaving] as TextChunk;
    const at = this.left >>> 2;
    const size = entryBytesAt(from.words, at);
    const owner = from.words[at + OWNER] as number;
    const start = this.left;
    const { leaving } = this;
    if (owner === RELEASED) {
      this.left += size;
      return size;
    }
    const number = this.chunkFor(size);
    const to = this.chunks[number] as TextChunk;
    from.bytes.copy(to.bytes, to.used, start, start + size);
    this.onMove(owner, this.taken(number, to, size));
    this.left += size;
    from.words[at + OWNER] = RELEASED;
    this.wantLess(leaving, from, size);
    return size;
  }
}
