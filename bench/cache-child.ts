// One size of parts/cache.ts: fills a KeyCache, or for comparison a Map of objects, with that many records, as read from
// PostgreSQL, and prints what it costs.
import { clock } from "@/lib/clock";
import { newId } from "@/lib/ids";
import { BASE62 } from "@/lib/keys/format";
import { hashSecret } from "@/lib/keys/hash";
import { KeyCache } from "@/lib/verification/cache/key-cache";
import { type KeyRecord, type KeyRow, toKeyRecord } from "@/lib/verification/cache/key-record";
import { Freshness } from "@/lib/verification/changes/freshness";
import { decide } from "@/lib/verification/decide";
import { median } from "./median";

export type CacheSize = {
  residentBytes: number;
  /** Resident, above what the process had before the first key. */
  grownBytes: number;
  heapBytes: number;
  externalBytes: number;
  /** One lookup. */
  findNs: number;
  /** One lookup and all that a verification reads of the record. */
  readNs: number;
  fillMs: number;
};

type Store = {
  readonly size: number;
  fill(ids: readonly string[]): Promise<void>;
  /** Before a measurement: what was read may be believed. */
  refresh(): void;
  find(id: string, now: number): KeyRecord | null;
};

const FILLED_AT_ONCE = 250;
const LOOKED_UP = 100_000;
const PASSES = 5;
/** Passes before, until everything is compiled. */
const WARM_UP_PASSES = 30;
const DEMAND = { scopes: ["read"], environment: "live" } as const;
const KEYS_OF_A_TEAM = 10;
const NO_PEPPERS = new Map<number, Buffer>();
const collect = (globalThis as { gc?: () => void }).gc ?? (() => {});

const wire = Buffer.alloc(256);

/** A string of its own, as pg makes one of each value that comes over the wire. */
const asRead = (text: string): string => wire.toString("latin1", 0, wire.write(text, "latin1"));

/** Spread over the whole space, as random ids are; a different string object at every call. */
function publicId(index: number): string {
  let rest = BigInt(index + 1) * 0x9e3779b97f4a7c15n;
  let text = "";
  for (let i = 0; i < 12; i++) {
    text += BASE62.charAt(Number(rest % 62n));
    rest /= 62n;
  }
  return asRead(text);
}

let teamId = newId();

function row(id: string, index: number): KeyRow {
  if (index % KEYS_OF_A_TEAM === 0) teamId = newId();
  return {
    public_id: id,
    hash: Buffer.from(hashSecret(id, NO_PEPPERS).hash.toString("hex"), "hex"),
    pepper_version: null,
    ends_at: null,
    id: asRead(newId()),
    team_id: asRead(teamId),
    label: asRead("Production - Payment Service"),
    environment: asRead("live") as "live",
    scopes: [asRead("read")],
    allowed_ips: [],
    rate_limit: 1000,
    rate_window_seconds: 60,
    team_rate_limit: null,
    team_rate_window_seconds: null,
    metadata: { plan: asRead("pro") },
    expires_at: null,
    disabled_at: null,
    revoked_at: null,
    version: asRead("2"),
  };
}

function settledMemory(): NodeJS.MemoryUsage {
  for (let i = 0; i < 3; i++) collect();
  return process.memoryUsage();
}

let made = 0;
const records = (ids: readonly string[]): [string, KeyRecord][] => ids.map((id) => [id, toKeyRecord(row(id, made++))]);

function keyCache(): Store {
  const freshness = new Freshness(60_000);
  const cache = new KeyCache({ freshness, read: async (ids) => new Map(records(ids)) });
  const refresh = (): void => freshness.polled(clock.ms());
  refresh();
  return {
    get size() {
      return cache.size;
    },
    async fill(ids) {
      await Promise.all(ids.map((id) => cache.find(id)));
      refresh();
    },
    refresh,
    find: (id, now) => cache.known(id, now),
  };
}

function mapOfObjects(): Store {
  const map = new Map<string, KeyRecord>();
  return {
    get size() {
      return map.size;
    },
    async fill(ids) {
      for (const [id, record] of records(ids)) map.set(id, record);
    },
    refresh() {},
    find: (id) => map.get(id) ?? null,
  };
}

async function measureSize(size: number, make: () => Store): Promise<CacheSize> {
  const before = settledMemory();
  const store = make();
  const begun = performance.now();
  for (let at = 0; at < size; at += FILLED_AT_ONCE) {
    await store.fill(Array.from({ length: Math.min(FILLED_AT_ONCE, size - at) }, (_, i) => publicId(at + i)));
  }
  const fillMs = performance.now() - begun;
  if (store.size !== size) throw new Error(`The cache holds ${store.size} of ${size} keys.`);
  const after = settledMemory();
  const time = (look: typeof find): number => {
    const ids = randomIds(size);
    for (let i = 0; i < WARM_UP_PASSES; i++) timeLookups(store, ids, look);
    return median(Array.from({ length: PASSES }, () => timeLookups(store, randomIds(size), look)));
  };
  return {
    residentBytes: after.rss,
    grownBytes: after.rss - before.rss,
    heapBytes: after.heapUsed - before.heapUsed,
    externalBytes: after.external - before.external,
    findNs: time(find),
    readNs: time(findAndRead),
    fillMs,
  };
}

const find = (store: Store, id: string, now: number): boolean => store.find(id, now) !== null;

/** As lib/verification/verify-key.ts and the routes do, but for making and comparing the digest and counting the limit. */
function findAndRead(store: Store, id: string, now: number): boolean {
  const record = store.find(id, now);
  if (record === null) return false;
  const { hash } = record;
  let sum = 0;
  for (let i = 0; i < hash.length; i++) sum ^= hash[i] as number;
  if (record.pepperVersion !== null || decide(record, DEMAND, now) !== "VALID") return false;
  if (record.expiresAt !== null || record.secretEndsAt !== null) return false;
  sum ^= record.policy.limit ^ record.keyId.length ^ record.teamId.length ^ record.secretId.length ^ record.json.length;
  return sum >= 0 && record.environment === "live";
}

/** Strings that were never looked up, in random order: hashing each and the misses of the processor's caches are counted. */
const randomIds = (size: number): string[] =>
  Array.from({ length: LOOKED_UP }, () => publicId(Math.floor(Math.random() * size)));

function timeLookups(store: Store, ids: readonly string[], look: typeof find): number {
  store.refresh();
  const now = clock.ms();
  let found = 0;
  const begun = process.hrtime.bigint();
  for (const id of ids) if (look(store, id, now)) found++;
  const ns = Number(process.hrtime.bigint() - begun) / LOOKED_UP;
  if (found !== LOOKED_UP) throw new Error(`${LOOKED_UP - found} of ${LOOKED_UP} lookups missed.`);
  return ns;
}

const [size, kind] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await measureSize(Number(size), kind === "map" ? mapOfObjects : keyCache)));
process.exit();
