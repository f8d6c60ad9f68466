import { afterAll, beforeAll, expect, test } from "vitest";
import { setClock } from "@/lib/clock";
import { CacheWorld } from "@/lib/testing/cache-world";

const INTERLEAVINGS = 10_000;
const STEPS = 40;

let now = 0;
let restoreClock: () => void;
beforeAll(() => {
  restoreClock = setClock(() => now);
});
afterAll(() => restoreClock());

test("invariant 5 in 10,000 seeded interleavings of fills, revokes, evictions, outages and lost notifications: 0 resurrections", async () => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= INTERLEAVINGS; seed++) {
    const world = new CacheWorld(seed, (ms) => {
      now = ms;
    });
    for (let i = 0; i < STEPS; i++) await world.step();
    await world.settle();
    if (world.wrong.length > 0) wrong.push(`seed ${seed}: ${world.wrong.join("; ")}\n  ${world.log.join(", ")}`);
  }
  expect(wrong.slice(0, 3), `${wrong.length} of ${INTERLEAVINGS} interleavings went wrong`).toEqual([]);
}, 120_000);
