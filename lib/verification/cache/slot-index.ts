const NONE = 0;

/**
 * Numbers of slots by a hash of what they hold: open addressing, twice as many places as slots at least, made once, so that no
 * growth ever stops the process; pages that were never touched take no memory. An entry is the slot's number and, in the bits
 * that leaves, a part of the hash, so that a slot is looked at only when it is very likely the right one.
 */
export class SlotIndex {
  private readonly entries: Int32Array;
  private readonly placeMask: number;
  private readonly slotMask: number;

  /** @param hashOf of what a slot holds, to find where its entry belongs when another one is removed */
  constructor(
    most: number,
    private readonly hashOf: (slot: number) => number,
  ) {
    const places = 2 ** Math.ceil(Math.log2(2 * most + 1));
    this.entries = new Int32Array(places);
    this.placeMask = places - 1;
    this.slotMask = 2 ** Math.ceil(Math.log2(most + 1)) - 1;
  }

  /** Where the first slot stands that may have this hash; -1 for none. */
  first(hash: number): number {
    return this.look(hash & this.placeMask, hash);
  }

  /** Where the next one stands after `place`. */
  next(place: number, hash: number): number {
    return this.look((place + 1) & this.placeMask, hash);
  }

  slotAt(place: number): number {
    return ((this.entries[place] as number) & this.slotMask) - 1;
  }

  add(hash: number, slot: number): void {
    let place = hash & this.placeMask;
    while (this.entries[place] !== NONE) place = (place + 1) & this.placeMask;
    this.entries[place] = this.entryOf(hash, slot);
  }

  /** Puts one slot in the place of another that has the same hash. */
  replace(hash: number, slot: number, by: number): void {
    this.entries[this.placeOf(hash, slot)] = this.entryOf(hash, by);
  }

  /** Later entries move up into the gap as far as their hash allows, so that no marks of the removed stay behind. */
  remove(hash: number, slot: number): void {
    const { entries, placeMask } = this;
    let gap = this.placeOf(hash, slot);
    for (let place = (gap + 1) & placeMask; entries[place] !== NONE; place = (place + 1) & placeMask) {
      const home = this.hashOf(this.slotAt(place)) & placeMask;
      if (((place - home) & placeMask) < ((place - gap) & placeMask)) continue;
      entries[gap] = entries[place] as number;
      gap = place;
    }
    entries[gap] = NONE;
  }

  private look(from: number, hash: number): number {
    const { entries, placeMask, slotMask } = this;
    for (let place = from; ; place = (place + 1) & placeMask) {
      const entry = entries[place] as number;
      if (entry === NONE) return -1;
      if (((entry ^ hash) & ~slotMask) === 0) return place;
    }
  }

  private entryOf(hash: number, slot: number): number {
    return (hash & ~this.slotMask) | (slot + 1);
  }

  private placeOf(hash: number, slot: number): number {
    let place = hash & this.placeMask;
    while (this.slotAt(place) !== slot) place = (place + 1) & this.placeMask;
    return place;
  }
}
