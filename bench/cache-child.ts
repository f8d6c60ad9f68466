// One size of parts/cache.ts: fills a KeyCache with that many records, as read from PostgreSQL, and prints what it costs.
import { clock } from "@/lib/clock";
import { newId } from "@/lib/ids";
import { BASE62 } from "@/lib/keys/format";
import { hashSecret } from "@/lib/keys/hash";
import { Freshness } from "@/lib/verification/freshness";
import { KeyCache } from "@/lib/verification/key-cache";
import { type KeyRecord, type KeyRow, toKeyRecord } from "@/lib/verification/key-record";
import { median } from "./median";

export type CacheSize = {
  residentBytes: number;
  /** Resident, above what the process had before the first key. */
  grownBytes: number;
  heapBytes: number;
  externalBytes: number;
  hitNs: number;
  fillMs: number;
};

const FILLED_AT_ONCE = 250;
const LOOKED_UP = 100_000;
const PASSES = 5;
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

async function measureSize(size: number): Promise<CacheSize> {
  let index = 0;
  const read = async (ids: readonly string[]): Promise<Map<string, KeyRecord>> =>
    new Map(ids.map((id) => [id, toKeyRecord(row(id, index++))]));
  const freshness = new Freshness(60_000);
  const cache = new KeyCache({ freshness, read });
  freshness.polled(clock.ms());

  const before = settledMemory();
  const begun = performance.now();
  for (let at = 0; at < size; at += FILLED_AT_ONCE) {
    const ids = Array.from({ length: Math.min(FILLED_AT_ONCE, size - at) }, (_, i) => publicId(at + i));
    await Promise.all(ids.map((id) => cache.find(id)));
    freshness.polled(clock.ms());
  }
  const fillMs = performance.now() - begun;
  if (cache.size !== size) throw new Error(`The cache holds ${cache.size} of ${size} keys.`);
  const after = settledMemory();
  return {
    residentBytes: after.rss,
    grownBytes: after.rss - before.rss,
    heapBytes: after.heapUsed - before.heapUsed,
    externalBytes: after.external - before.external,
    hitNs: median(Array.from({ length: PASSES }, () => timeHits(cache, freshness, size))),
    fillMs,
  };
}

/** Strings that were never looked up, in random order: hashing each and the misses of the processor's caches are counted. */
function timeHits(cache: KeyCache, freshness: Freshness, size: number): number {
  const ids = Array.from({ length: LOOKED_UP }, () => publicId(Math.floor(Math.random() * size)));
  freshness.polled(clock.ms());
  let found = 0;
  const begun = process.hrtime.bigint();
  for (const id of ids) if (!(cache.find(id) instanceof Promise)) found++;
  const ns = Number(process.hrtime.bigint() - begun) / LOOKED_UP;
  if (found !== LOOKED_UP) throw new Error(`${LOOKED_UP - found} of ${LOOKED_UP} lookups missed.`);
  return ns;
}

process.stdout.write(JSON.stringify(await measureSize(Number(process.argv[2]))));
process.exit();
