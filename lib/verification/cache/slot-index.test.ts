import fc from "fast-check";
import { expect, test } from "vitest";
import { SlotIndex } from "./slot-index";

const MOST = 12;

/** All slots that the index offers for this hash. */
function offered(index: SlotIndex, hash: number): number[] {
  const slots: number[] = [];
  for (let place = index.first(hash); place >= 0; place = index.next(place, hash)) slots.push(index.slotAt(place));
  return slots;
}

test("however the hashes collide, every slot is found until it is removed, and then no more", () => {
  // Few hashes around the ends of the index, so that runs of entries cross each other and the end.
  const hash = fc.constantFrom(0, 1, 2, 14, 15, 30, 31, 0x7fffffff, -1, -2, 1 << 5, 3 << 5);
  const step = fc.record({ slot: fc.nat(MOST - 1), hash, by: fc.option(fc.nat(MOST - 1)) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const hashes = new Map<number, number>();
      const index = new SlotIndex(MOST, (slot) => hashes.get(slot) as number);
      for (const { slot, hash, by } of steps) {
        const old = hashes.get(slot);
        if (old === undefined) {
          hashes.set(slot, hash);
          index.add(hash, slot);
        } else if (by !== null && !hashes.has(by)) {
          index.replace(old, slot, by);
          hashes.delete(slot);
          hashes.set(by, old);
        } else {
          index.remove(old, slot);
          hashes.delete(slot);
        }
        for (const [each, its] of hashes) expect(offered(index, its)).toContain(each);
        for (const any of offered(index, hash)) expect(hashes.has(any)).toBe(true);
      }
    }),
  );
});
