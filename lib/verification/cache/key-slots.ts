import { ID, NEXT, NO_SLOT, SLOT_FLOATS, SLOT_WORDS } from "./key-slot";

/** Slots come in chunks of at most 65,536, 8 MB each, taken as they are needed and never copied. */
const CHUNK_BITS = 16;

/** Memory for a number of slots outside the heap, as words and as floats. What lies where is in key-slot.ts. */
export class KeySlots {
  private readonly wordChunks: Int32Array[] = [];
  private readonly floatChunks: Float64Array[] = [];
  private readonly chunkBits: number;
  private readonly mask: number;
  private free = NO_SLOT;
  /** Slots below were in use at some time. */
  private top = 0;

  constructor(most: number) {
    this.chunkBits = Math.min(CHUNK_BITS, Math.ceil(Math.log2(most)));
    this.mask = 2 ** this.chunkBits - 1;
  }

  /** The slot that the next `take` will give, with its memory. @throws RangeError when there is none left */
  reserve(): number {
    if (this.free !== NO_SLOT) return this.free;
    if (this.top >>> this.chunkBits === this.wordChunks.length) {
      const buffer = new ArrayBuffer((this.mask + 1) * SLOT_WORDS * 4);
      this.wordChunks.push(new Int32Array(buffer));
      this.floatChunks.push(new Float64Array(buffer));
    }
    return this.top;
  }

  take(): number {
    const slot = this.reserve();
    if (slot === this.top) this.top++;
    else this.free = this.words(slot)[this.at(slot) + NEXT] as number;
    return slot;
  }

  give(slot: number): void {
    const words = this.words(slot);
    const at = this.at(slot);
    words[at + ID] = 0;
    words[at + NEXT] = this.free;
    this.free = slot;
  }

  /** The words of the slot's chunk; the slot's own begin `at` it. */
  words(slot: number): Int32Array {
    return this.wordChunks[slot >>> this.chunkBits] as Int32Array;
  }

  at(slot: number): number {
    return (slot & this.mask) * SLOT_WORDS;
  }

  floats(slot: number): Float64Array {
    return this.floatChunks[slot >>> this.chunkBits] as Float64Array;
  }

  floatAt(slot: number): number {
    return (slot & this.mask) * SLOT_FLOATS;
  }
}
