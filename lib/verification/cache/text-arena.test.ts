import { expect, test } from "vitest";
import { seeded } from "@/lib/testing/seeded";
import { TextArena } from "./text-arena";

const MEGABYTE = 1 << 20;
/** Owners with their addresses, kept up to date as KeyTable does. */
function setUp() {
  const addresses: number[] = [];
  const texts: string[] = [];
  let moves = 0;
  const arena = new TextArena((owner, address) => {
    moves++;
    addresses[owner] = address;
  });
  return {
    arena,
    moves: () => moves,
    put(owner: number, text: string): void {
      if (texts[owner] !== undefined) arena.release(addresses[owner] as number);
      addresses[owner] = arena.add(owner, Int32Array.of(owner, -owner, 1, 2), text);
      texts[owner] = text;
    },
    drop(owner: number): void {
      arena.release(addresses[owner] as number);
      delete texts[owner];
    },
    check(): number {
      let characters = 0;
      texts.forEach((text, owner) => {
        const address = addresses[owner] as number;
        if (arena.text(address) !== text) throw new Error(`The text of ${owner} is another.`);
        const at = arena.extraAt(address);
        expect([...arena.words(address).subarray(at, at + 4)]).toEqual([owner, -owner | 0, 1, 2]);
        characters += text.length;
      });
      return characters;
    },
  };
}

test("50 times its content replaced: every text stays whole, and memory stays what they need", () => {
  const { arena, put, check, moves } = setUp();
  const random = seeded(1);
  const owners = 20_000;
  let most = 0;
  for (let owner = 0; owner < owners; owner++) put(owner, "x".repeat(random(1_000)));
  for (let i = 0; i < 50 * owners; i++) {
    // One in four is never replaced, so that no chunk empties by itself.
    const owner = random(owners);
    if (owner % 4 !== 0) put(owner, String.fromCharCode(97 + random(26)).repeat(random(1_000)));
    most = Math.max(most, arena.bytes);
  }
  const needed = check() + owners * 32;
  expect(most).toBeLessThan(1.125 * 1.05 * needed + 8 * MEGABYTE);
  expect(moves()).toBeGreaterThan(1_000);
});

test("texts of any size and alphabet come back as they were", () => {
  const { put, drop, check } = setUp();
  const random = seeded(2);
  const sizes = [0, 1, 7, 8, 100, 4_000, 200_000, 300_000, 1_500_000];
  for (let i = 0; i < 2_000; i++) {
    const size = sizes[random(i % 50 === 0 ? sizes.length : 6)] as number;
    put(random(60), ["x", "é", "鍵", "🔑"][random(4)]?.repeat(size) as string);
  }
  check();
  for (let owner = 0; owner < 50; owner++) {
    put(owner, "");
    drop(owner);
  }
  check();
});

test("what everybody has let go of is given back, but for a few chunks to go on with", () => {
  const { arena, put, drop } = setUp();
  for (let owner = 0; owner < 100; owner++) put(owner, "x".repeat(owner % 2 === 0 ? 200_000 : 2_000_000));
  expect(arena.bytes).toBeGreaterThan(100 * MEGABYTE);
  for (let owner = 0; owner < 100; owner++) drop(owner);
  expect(arena.bytes).toBeLessThanOrEqual(5 * MEGABYTE);
});
