import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setClock } from "@/lib/clock";
import { newId } from "@/lib/ids";
import { GatedDatabase, KEY, record } from "@/lib/testing/gated-database";
import { Freshness } from "../changes/freshness";
import { KeyCache } from "./key-cache";
import type { KeyRecord } from "./key-record";

const START = 1_800_000_000_000;
let now = START;
let restoreClock: () => void;
beforeEach(() => {
  now = START;
  restoreClock = setClock(() => now);
});
afterEach(() => restoreClock());

function setUp(options: { staleMs?: number; most?: number } = {}) {
  const database = new GatedDatabase();
  const freshness = new Freshness(options.staleMs ?? 60_000);
  const cache = new KeyCache({ freshness, read: database.read, most: options.most });
  freshness.polled(now);
  return { database, freshness, cache };
}

test("a miss is one query for all that ask at once, a hit is none and no promise", async () => {
  const { database, cache } = setUp();
  database.rows.set("a", record("a", 1));
  database.rows.set("b", record("b", 1, KEY.replace("1", "2")));
  const found = await Promise.all(["a", "a", "b", "a", "nope"].map((id) => cache.find(id)));
  expect(found.map((each) => each?.secretId)).toEqual(["a", "a", "b", "a", undefined]);
  expect(database.asked).toEqual([["a", "b", "nope"]]);
  expect((cache.find("a") as KeyRecord).secretId).toBe("a");
  expect(cache.find("nope")).toBeNull();
  expect(database.asked).toHaveLength(1);
});

test("invariant 5: a fill under way never resurrects a revoked key", async () => {
  const { database, cache } = setUp();
  database.rows.set("a", record("a", 1));
  database.isOpen = false;
  const filling = cache.find("a");
  await database.questionAtGate();
  // Revoked, notified, and only then does the answer of before arrive.
  database.rows.set("a", record("a", 2, KEY, new Date(now)));
  cache.invalidate(KEY, 2);
  database.isOpen = true;
  database.release();
  expect((await filling)?.revokedAt).not.toBeNull();
  expect((cache.find("a") as KeyRecord).version).toBe(2);
  expect(database.asked).toHaveLength(2);
});

test("invariant 5: nor when everything was invalidated, doubted, or more was changed than is remembered", async () => {
  for (const happen of [
    (cache: KeyCache) => cache.invalidateAll(),
    (cache: KeyCache) => cache.doubtFills(),
    (cache: KeyCache) => {
      cache.invalidate(KEY, 2);
      for (let i = 0; i < 20_000; i++) cache.invalidate(`other ${i}`, 1);
    },
  ]) {
    const { database, cache } = setUp();
    database.rows.set("a", record("a", 1));
    database.isOpen = false;
    const filling = cache.find("a");
    await database.questionAtGate();
    database.rows.set("a", record("a", 2, KEY, new Date(now)));
    happen(cache);
    database.isOpen = true;
    database.release();
    expect((await filling)?.version).toBe(2);
  }
});

test("invariant 5 in any interleaving of reads, commits, notifications and answers", async () => {
  const step = fc.constantFrom("ask a", "ask b", "commit", "notify", "answer");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { database, cache } = setUp();
      database.isOpen = false;
      let version = 1;
      const commit = () => {
        for (const id of ["a", "b"]) database.rows.set(id, record(id, version));
      };
      commit();
      let notified = 1;
      const checks: Promise<void>[] = [];
      for (const each of steps) {
        if (each.startsWith("ask")) {
          const heard = notified;
          const found = cache.find(each.slice(4));
          const check = (answer: KeyRecord | null) => expect(answer?.version).toBeGreaterThanOrEqual(heard);
          if (found instanceof Promise) checks.push(found.then(check));
          else check(found);
        } else if (each === "commit") {
          version++;
          commit();
        } else if (each === "notify") {
          notified = version;
          cache.invalidate(KEY, version);
        } else database.release();
        await new Promise(setImmediate);
      }
      database.isOpen = true;
      database.release();
      await Promise.all(checks);
      for (const id of ["a", "b"]) expect((await cache.find(id))?.version).toBeGreaterThanOrEqual(notified);
    }),
    { numRuns: 300 },
  );
});

test("an invalidation takes every cached secret of the key, and only older versions", async () => {
  const { database, cache } = setUp();
  for (const id of ["a", "b", "c"]) database.rows.set(id, record(id, 3));
  for (const id of ["a", "b", "c"]) await cache.find(id);
  cache.invalidate(KEY, 3);
  expect(cache.size).toBe(3);
  cache.invalidate(KEY, 4);
  expect(cache.size).toBe(0);
});

test("reading one secret at a newer version drops the key's other secrets of an older one", async () => {
  const { database, cache } = setUp();
  for (const id of ["a", "b"]) database.rows.set(id, record(id, 1));
  await cache.find("a");
  for (const id of ["a", "b"]) database.rows.set(id, record(id, 2));
  await cache.find("b");
  expect((await cache.find("a"))?.version).toBe(2);
});

test("1,000,000 random ids push out no known key and stay bounded", async () => {
  const { database, freshness, cache } = setUp({ most: 100 });
  for (let i = 0; i < 100; i++) database.rows.set(`known ${i}`, record(`known ${i}`, 1, newId()));
  await Promise.all([...database.rows.keys()].map((id) => cache.find(id)));
  for (let i = 0; i < 1_000_000; i += 1_000) {
    now += 10;
    await Promise.all(Array.from({ length: 1_000 }, (_, j) => cache.find(`random ${i + j}`)));
  }
  freshness.polled(now);
  expect(cache.size).toBe(100);
  const before = database.asked.length;
  for (const id of database.rows.keys()) expect(cache.find(id)).not.toBeInstanceOf(Promise);
  expect(database.asked).toHaveLength(before);
});

test("an unknown id is asked for again after 2 seconds at the latest", async () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999 }), fc.array(fc.integer({ min: 1, max: 1_999 })), (offset, looks) => {
      now = START;
      const { cache } = setUp();
      now = START + offset;
      const unknown = (cache as unknown as { unknown: { add(id: string): void; has(id: string): boolean } }).unknown;
      unknown.add("x");
      for (const look of looks.sort((a, b) => a - b)) {
        now = START + offset + look;
        unknown.has("y");
      }
      now = START + offset + 2_000;
      expect(unknown.has("x")).toBe(false);
    }),
  );
});

test("over its size it drops what was not asked for of late", async () => {
  const { database, cache } = setUp({ most: 100 });
  for (let i = 0; i < 1_000; i++) database.rows.set(`id ${i}`, record(`id ${i}`, 1, newId()));
  for (let i = 0; i < 1_000; i++) {
    await cache.find(`id ${i}`);
    cache.find("id 0");
  }
  expect(cache.size).toBe(100);
  expect(cache.find("id 0")).not.toBeInstanceOf(Promise);
  expect(cache.find("id 999")).not.toBeInstanceOf(Promise);
});
