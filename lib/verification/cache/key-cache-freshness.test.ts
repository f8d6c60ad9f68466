import { afterEach, beforeEach, expect, test } from "vitest";
import { setClock } from "@/lib/clock";
import { DomainError } from "@/lib/errors";
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
