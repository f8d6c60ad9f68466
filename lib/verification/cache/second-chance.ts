const ABSENT = 0;
const PRESENT = 1;
const USED = 2;

/**
 * Which slot to give up when all are taken (CLOCK): the hand goes round past what was used since it last came by. A byte a slot
 * and apart from the slots, so that even a whole round of a million takes a millisecond; a hit costs one byte.
 */
export class SecondChance {
  private readonly marks: Uint8Array;
  private hand = 0;

  constructor(most: number) {
    this.marks = new Uint8Array(most);
  }

  add(slot: number): void {
    this.marks[slot] = PRESENT;
  }

  use(slot: number): void {
    // Read first: a line that is not written to need not go back to memory.
    if (this.marks[slot] !== USED) this.marks[slot] = USED;
  }

  remove(slot: number): void {
    this.marks[slot] = ABSENT;
  }

  /** The slot to give up. Only when there is one. */
  victim(): number {
    for (;;) {
      const slot = this.hand;
      this.hand = slot + 1 === this.marks.length ? 0 : slot + 1;
      const mark = this.marks[slot];
      if (mark === PRESENT) return slot;
      if (mark === USED) this.marks[slot] = PRESENT;
    }
  }
}
