import fc from "fast-check";
import { expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { ROW } from "@/lib/testing/gated-database";
import { seeded } from "@/lib/testing/seeded";
import { type KeyRecord, type KeyRow, lasting, toKeyRecord } from "./key-record";
import { NO_SLOT } from "./key-slot";
import { KeyTable } from "./key-table";

const MOST = 24;
const KEYS = Array.from({ length: 9 }, newId);
const TEAMS = Array.from({ length: 3 }, newId);
const WORDS = ["", "x", "Zahlung über alles", "鍵", '🔑\u0000"\\{'];

const date = fc.option(fc.date({ noInvalidDate: true }));
const teamPolicy = fc.constantFrom(
  { team_rate_limit: null, team_rate_window_seconds: null },
  { team_rate_limit: 10, team_rate_window_seconds: 60 },
  { team_rate_limit: 10, team_rate_window_seconds: 1 },
);
const rowAlone = fc.record({
  public_id: fc.nat(39).map((i) => `secret${"0123456789".charAt(i % 10)}${i}`.padEnd(12, "Z")),
  hash: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
  pepper_version: fc.option(fc.integer({ min: -32768, max: 32767 })),
  ends_at: date,
  id: fc.constantFrom(...KEYS),
  team_id: fc.constantFrom(...TEAMS),
  label: fc.constantFrom(...WORDS),
  environment: fc.constantFrom("live" as const, "test" as const),
  scopes: fc.subarray(["read", "write", "schreiben ü"]),
  allowed_ips: fc.subarray(["10.0.0.0/8", "2001:db8::/32"]),
  rate_limit: fc.constantFrom(10, 1_000),
  rate_window_seconds: fc.constantFrom(1, 60),
  metadata: fc.record({ size: fc.constantFrom(0, 10, 500, 20_000), word: fc.constantFrom(...WORDS) }),
  expires_at: date,
  disabled_at: date,
  revoked_at: date,
  version: fc.integer({ min: 1, max: 2 ** 53 - 1 }).map(String),
});
const row: fc.Arbitrary<KeyRow> = fc.tuple(rowAlone, teamPolicy).map(([alone, team]) => ({ ...alone, ...team }));
const step = fc.oneof(
  { weight: 5, arbitrary: row.map((given) => ({ kind: "put" as const, given })) },
  { weight: 2, arbitrary: row.map((given) => ({ kind: "use" as const, given })) },
  { weight: 1, arbitrary: row.map((given) => ({ kind: "remove" as const, given })) },
  { weight: 1, arbitrary: row.map((given) => ({ kind: "invalidate" as const, given })) },
);

const toRecord = (given: KeyRow): KeyRecord => {
  const { size, word } = given.metadata as { size: number; word: string };
  return toKeyRecord({ ...given, metadata: { filling: "x".repeat(size), word } });
};

/** The table beside a plain Map of what has to be in it. */
class Model {
  readonly table = new KeyTable(MOST);
  readonly records = new Map<string, KeyRecord>();
  /** Asked for since the last eviction, and since they came in. */
  private readonly lately = new Set<string>();
  private readonly ever = new Set<string>();

  put(record: KeyRecord): void {
    this.remove(record.secretId);
    if (this.table.size === MOST) this.evict();
    this.table.insert(record, record.version / 2, 7);
    this.records.set(record.secretId, record);
  }

  use(id: string): void {
    const slot = this.table.find(id);
    expect(slot !== NO_SLOT).toBe(this.records.has(id));
    if (slot === NO_SLOT) return;
    const record = this.records.get(id) as KeyRecord;
    expect(lasting(this.table.use(slot, id))).toEqual(record);
    expect([this.table.readAt(slot), this.table.epoch(slot)]).toEqual([record.version / 2, 7]);
    this.lately.add(id);
    this.ever.add(id);
  }

  remove(id: string): void {
    const slot = this.table.find(id);
    expect(slot !== NO_SLOT).toBe(this.records.has(id));
    if (slot === NO_SLOT) return;
    this.table.remove(slot);
    this.forget(id);
  }

  /** As KeyCache.invalidate. */
  invalidate(keyId: string, version: number): void {
    const versions: number[] = [];
    for (let slot = this.table.firstOf(keyId); slot !== NO_SLOT; ) {
      const next = this.table.nextOf(slot);
      versions.push(this.table.version(slot));
      if (this.table.version(slot) < version) this.table.remove(slot);
      slot = next;
    }
    const ofKey = [...this.records.values()].filter((record) => record.keyId === keyId);
    expect(versions.sort()).toEqual(ofKey.map((record) => record.version).sort());
    for (const record of ofKey) if (record.version < version) this.forget(record.secretId);
  }

  check(): void {
    expect(this.table.size).toBe(this.records.size);
    const terms = new Set(
      [...this.records.values()].map(({ grant, policy, teamPolicy }) => JSON.stringify([grant, policy, teamPolicy])),
    );
    expect(this.table.termCount).toBe(terms.size);
    for (const id of this.records.keys()) this.use(id);
    for (const keyId of KEYS) this.invalidate(keyId, 0);
  }

  /** One goes, and none that was asked for while there is one that never was. */
  private evict(): void {
    this.table.evict();
    const gone = [...this.records.keys()].filter((id) => this.table.find(id) === NO_SLOT);
    expect(gone).toHaveLength(1);
    const id = gone[0] as string;
    if (this.lately.has(id)) expect([...this.records.keys()].filter((each) => !this.ever.has(each))).toEqual([]);
    this.forget(id);
    this.lately.clear();
  }

  private forget(id: string): void {
    this.records.delete(id);
    this.lately.delete(id);
    this.ever.delete(id);
  }
}

test("whatever is put in, asked for, changed, evicted and invalidated: the table holds what a Map would", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 300, maxLength: 1_500, size: "max" }), (steps) => {
      const model = new Model();
      steps.forEach(({ kind, given }, i) => {
        if (kind === "put") model.put(toRecord(given));
        else if (kind === "use") model.use(given.public_id);
        else if (kind === "remove") model.remove(given.public_id);
        else model.invalidate(given.id, Number(given.version));
        if (i % 100 === 0) model.check();
      });
      model.check();
    }),
    // Long courses take long to make shorter: a failure is told as it is by then.
    { numRuns: 20, interruptAfterTimeLimit: 20_000 },
  );
});

test("50 times its size of keys, teams and grants that come and go leave nothing behind", () => {
  const most = 5_000;
  const table = new KeyTable(most);
  const random = seeded(3);
  let bytes = 0;
  for (let i = 0; i < 50 * most; i++) {
    if (table.size === most) table.evict();
    const public_id = String(i).padStart(12, "0");
    table.insert(
      toKeyRecord({ ...ROW, public_id, id: newId(), team_id: newId(), label: "x".repeat(random(400)), rate_limit: i }),
      0,
      0,
    );
    // One in four is asked for again and again.
    for (let id = i; id > i - 4 * most && id >= 0; id -= 4_000) {
      const slot = id % 4 === 0 ? table.find(String(id).padStart(12, "0")) : NO_SLOT;
      if (slot !== NO_SLOT) table.use(slot, "");
    }
    bytes = Math.max(bytes, table.textBytes);
  }
  expect(table.size).toBe(most);
  expect(table.termCount).toBe(most);
  expect(bytes).toBeLessThan(12e6);
}, 90_000);

test("a borrowed record reads as the one that was put in, and throws once its slot is free or another's; a lasting one lasts", () => {
  const table = new KeyTable(2);
  const record = toKeyRecord({ ...ROW, hash: Buffer.alloc(32, 7), ends_at: new Date(5) });
  table.insert(record, 1, 1);
  const borrowed = table.use(table.find(record.secretId), record.secretId);
  const unread = table.use(table.find(record.secretId), record.secretId);
  const kept = lasting(borrowed);
  expect(kept).toEqual(record);
  table.remove(table.find(record.secretId));
  expect(() => borrowed.hash).toThrow(/after its time/);
  table.insert(toKeyRecord({ ...ROW, public_id: "another00000" }), 1, 1);
  expect(() => unread.hash).toThrow(/after its time/);
  expect(() => unread.keyId).toThrow(/after its time/);
  expect(() => unread.json).toThrow(/after its time/);
  expect(kept).toEqual(record);
});

test("a key asked for again and again is never served with the texts of the one before it in its slot", () => {
  const table = new KeyTable(1);
  for (const public_id of ["AbCdEfGhIjKl", "LkJiHgFeDcBa"]) {
    const record = toKeyRecord({ ...ROW, public_id, id: newId(), label: public_id });
    table.insert(record, 1, 1);
    for (let i = 0; i < 5; i++) expect(lasting(table.use(table.find(public_id), public_id))).toEqual(record);
    table.remove(table.find(public_id));
  }
});

test("what is no public id is in no table, and what no database can hold gets into none", () => {
  const table = new KeyTable(2);
  table.insert(toKeyRecord({ ...ROW, public_id: "AAAAAAAAAAAA" }), 1, 1);
  for (const id of ["", "A", "AAAAAAAAAAAAA", "AAAAAAAAAAA\u0141", "\u0141AAAAAAAAAAA"])
    expect(table.find(id)).toBe(NO_SLOT);
  const wrong: Partial<KeyRecord>[] = [
    { keyId: "key" },
    { teamId: "" },
    { secretId: "ü" },
    { hash: Buffer.alloc(31) },
    { pepperVersion: 40_000 },
  ];
  for (const each of wrong) expect(() => table.insert({ ...toKeyRecord(ROW), ...each }, 1, 1)).toThrow();
  expect(table.size).toBe(1);
  table.insert(toKeyRecord(ROW), 1, 1);
  expect(table.find(ROW.public_id)).not.toBe(NO_SLOT);
});
