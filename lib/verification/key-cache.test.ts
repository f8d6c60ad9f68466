import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setClock } from "@/lib/clock";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { Freshness } from "./freshness";
import { KeyCache } from "./key-cache";
import { type KeyRecord, toKeyRecord } from "./key-record";

const START = 1_800_000_000_000;
let now = START;
let restoreClock: () => void;
beforeEach(() => {
  now = START;
  restoreClock = setClock(() => now);
});
afterEach(() => restoreClock());

const KEY = "018f3c2e-0000-7000-8000-000000000001";
const record = (secretId: string, version: number, keyId = KEY, revokedAt: Date | null = null): KeyRecord =>
  toKeyRecord({
    public_id: secretId,
    hash: Buffer.alloc(32),
    pepper_version: null,
    ends_at: null,
    id: keyId,
    team_id: KEY,
    label: "Key",
    environment: "live",
    scopes: ["read"],
    allowed_ips: [],
    rate_limit: 10,
    rate_window_seconds: 60,
    metadata: {},
    expires_at: null,
    disabled_at: null,
    revoked_at: revokedAt,
    version: String(version),
  });

/** A database whose answers are as old as its question and come when the test says so. */
class GatedDatabase {
  readonly rows = new Map<string, KeyRecord>();
  readonly asked: string[][] = [];
  error: Error | null = null;
  private gates: (() => void)[] = [];
  isOpen = true;

  readonly read = (ids: readonly string[]): Promise<Map<string, KeyRecord>> => {
    this.asked.push([...ids]);
    const { error } = this;
    const seen = new Map(ids.flatMap((id) => (this.rows.has(id) ? [[id, this.rows.get(id) as KeyRecord]] : [])));
    return new Promise((resolve, reject) => {
      const answer = () => (error === null ? resolve(seen) : reject(error));
      if (this.isOpen) answer();
      else this.gates.push(answer);
    });
  };

  /** Resolves once a question waits at the gate. */
  async questionAtGate(count = 1): Promise<void> {
    while (this.gates.length < count) await new Promise(setImmediate);
  }

  release(): void {
    for (const gate of this.gates.splice(0)) gate();
  }
}

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

test("with notifications and polls lost, what was read is believed for less than 2 seconds", async () => {
  const { database, cache } = setUp();
  database.rows.set("a", record("a", 1));
  await cache.find("a");
  database.rows.set("a", record("a", 2));
  now = START + 1_999;
  expect((await cache.find("a"))?.version).toBe(1);
  now = START + 2_000;
  expect((await cache.find("a"))?.version).toBe(2);
});

test("polls that go on keep entries without another query; a lost epoch makes them be read again", async () => {
  const { database, freshness, cache } = setUp();
  database.rows.set("a", record("a", 1));
  await cache.find("a");
  for (let second = 1; second <= 600; second++) {
    now = START + second * 1_000;
    freshness.polled(now);
    expect((cache.find("a") as KeyRecord).version).toBe(1);
  }
  expect(database.asked).toHaveLength(1);
  freshness.epoch++;
  await cache.find("a");
  expect(database.asked).toHaveLength(2);
});

test("while the database is away known keys go on for the configured time, then 503; unknown ones are 503 at once", async () => {
  const { database, freshness, cache } = setUp({ staleMs: 60_000 });
  database.rows.set("a", record("a", 1));
  await cache.find("a");
  freshness.isReachable = false;
  database.error = new Error("connection refused");
  now = START + 59_999;
  expect((cache.find("a") as KeyRecord).version).toBe(1);
  expect(() => cache.find("b")).toThrow(DomainError);
  now = START + 60_000;
  expect(() => cache.find("a")).toThrow(/cannot be reached/);
  expect(database.asked).toHaveLength(1);
  freshness.polled(now);
  database.error = null;
  expect((await cache.find("a"))?.version).toBe(1);
});

test("STALE_ON_DATABASE_OUTAGE_SECONDS=0 closes at once", async () => {
  const { database, freshness, cache } = setUp({ staleMs: 0 });
  database.rows.set("a", record("a", 1));
  await cache.find("a");
  freshness.isReachable = false;
  expect(() => cache.find("a")).toThrow(/cannot be reached/);
});

test("a key known to have changed is not served from before, even if it can no longer be read", async () => {
  const { database, freshness, cache } = setUp();
  database.rows.set("a", record("a", 1));
  await cache.find("a");
  cache.invalidate(KEY, 2);
  database.error = new Error("connection refused");
  await expect(Promise.resolve(cache.find("a"))).rejects.toThrow(/cannot be reached/);
  freshness.isReachable = false;
  expect(() => cache.find("a")).toThrow(/cannot be reached/);
});

test("a re-read that fails before the poll noticed serves the known key", async () => {
  const { database, cache } = setUp();
  database.rows.set("a", record("a", 1));
  await cache.find("a");
  now = START + 2_500;
  database.error = new Error("connection refused");
  expect((await cache.find("a"))?.version).toBe(1);
  await expect(Promise.resolve(cache.find("b"))).rejects.toThrow(/cannot be reached/);
});

test("100,000 random ids push out no known key and stay bounded", async () => {
  const { database, freshness, cache } = setUp();
  for (let i = 0; i < 100; i++) database.rows.set(`known ${i}`, record(`known ${i}`, 1, newId()));
  await Promise.all([...database.rows.keys()].map((id) => cache.find(id)));
  for (let i = 0; i < 100_000; i += 1_000) {
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
