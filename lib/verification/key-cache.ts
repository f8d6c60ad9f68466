import { clock } from "@/lib/clock";
import { databaseAway, type Freshness } from "./freshness";
import { gatherReads } from "./gather-reads";
import type { KeyRecord } from "./key-record";
import { UnknownIds } from "./unknown-ids";

type Entry = {
  record: KeyRecord;
  readAt: number;
  epoch: number;
  /** Asked for since the hand last came by. */
  isUsed: boolean;
  /** The next cached secret of the same key. */
  sibling: Entry | null;
};

export type KeyCacheOptions = {
  freshness: Freshness;
  read: (publicIds: readonly string[]) => Promise<ReadonlyMap<string, KeyRecord>>;
  /** Secrets kept at most; over it, the ones not asked for of late go. */
  most?: number;
  onTrouble?: (error: unknown) => void;
};

const MOST_KEYS = 1_000_000;
const MOST_CHANGES_REMEMBERED = 10_000;
const MOST_READS_OF_A_FILL = 5;

/**
 * The records of known secrets by public id. A hit is one lookup in a Map; a miss is one query for all that ask (single
 * flight). What was read is believed as long as Freshness says so. An invalidation removes; a fill that was under way while
 * one arrived for its key reads again, so that it never brings back what has been taken away (invariant 5).
 */
export class KeyCache {
  private readonly entries = new Map<string, Entry>();
  private readonly byKey = new Map<string, Entry>();
  private readonly unknown = new UnknownIds();
  private readonly fills = new Map<string, Promise<KeyRecord | null>>();
  /** Versions heard of while fills are under way, by key. */
  private readonly changed = new Map<string, number>();
  /** Raised when every fill under way has to read again. */
  private generation = 0;
  private hand = this.entries.values();
  private readonly freshness: Freshness;
  private readonly read: (publicId: string) => Promise<KeyRecord | null>;
  private readonly most: number;
  private readonly onTrouble: (error: unknown) => void;

  constructor(options: KeyCacheOptions) {
    this.freshness = options.freshness;
    this.read = gatherReads(options.read);
    this.most = options.most ?? MOST_KEYS;
    this.onTrouble = options.onTrouble ?? (() => {});
  }

  get size(): number {
    return this.entries.size;
  }

  /**
   * The record of this public id, null when there is none; a promise only when the database has to be asked.
   * @throws DomainError unavailable, at once or through the promise
   */
  find(publicId: string): KeyRecord | null | Promise<KeyRecord | null> {
    const entry = this.entries.get(publicId);
    const now = clock.ms();
    if (entry !== undefined && this.freshness.trusts(entry.readAt, entry.epoch, now)) {
      entry.isUsed = true;
      return entry.record;
    }
    if (!this.freshness.isReachable) return this.staleOrThrow(entry, now);
    if (entry === undefined && this.unknown.has(publicId)) return null;
    return this.fillOnce(publicId);
  }

  /** A change of the key to this version has been committed. What is cached of an older one goes. */
  invalidate(keyId: string, version: number): void {
    if (this.fills.size > 0) this.remember(keyId, version);
    for (let entry = this.byKey.get(keyId) ?? null; entry !== null; entry = entry.sibling) {
      if (entry.record.version < version) this.remove(entry);
    }
  }

  /** Everything may have changed, and it is known that something did. */
  invalidateAll(): void {
    this.generation++;
    this.entries.clear();
    this.byKey.clear();
    this.unknown.clear();
  }

  /** Changes may have been missed: fills under way read again. What is cached is kept for an outage, under Freshness's rules. */
  doubtFills(): void {
    this.generation++;
    this.unknown.clear();
  }

  private staleOrThrow(entry: Entry | undefined, now: number): KeyRecord {
    if (entry === undefined || !this.freshness.tolerates(entry.readAt, now)) throw databaseAway();
    entry.isUsed = true;
    return entry.record;
  }

  private fillOnce(publicId: string): Promise<KeyRecord | null> {
    const underWay = this.fills.get(publicId);
    if (underWay !== undefined) return underWay;
    const fill = this.fill(publicId)
      .catch((error: unknown) => {
        this.onTrouble(error);
        // Looked up again: an invalidation that came meanwhile has removed it, and then nothing may be served.
        return this.staleOrThrow(this.entries.get(publicId), clock.ms());
      })
      .finally(() => {
        this.fills.delete(publicId);
        if (this.fills.size === 0) this.changed.clear();
      });
    this.fills.set(publicId, fill);
    return fill;
  }

  private async fill(publicId: string): Promise<KeyRecord | null> {
    for (let i = 0; i < MOST_READS_OF_A_FILL; i++) {
      const { generation } = this;
      const { epoch } = this.freshness;
      const readAt = clock.ms();
      const record = await this.read(publicId);
      if (generation !== this.generation) continue;
      if (record !== null && this.newestVersion(record.keyId) > record.version) continue;
      this.store(publicId, record, readAt, epoch);
      return record;
    }
    throw new Error(`Secret ${publicId} changes faster than it can be read.`);
  }

  /** The highest version of the key that this process has heard of or read. */
  private newestVersion(keyId: string): number {
    const sibling = this.byKey.get(keyId);
    const read = sibling !== undefined && sibling.epoch === this.freshness.epoch ? sibling.record.version : 0;
    return Math.max(read, this.changed.get(keyId) ?? 0);
  }

  private store(publicId: string, record: KeyRecord | null, readAt: number, epoch: number): void {
    const old = this.entries.get(publicId);
    if (old !== undefined) this.remove(old);
    if (record === null) {
      this.unknown.add(publicId);
      return;
    }
    // The other secrets of the key that were read at an older version are out of date.
    this.invalidate(record.keyId, record.version);
    if (this.entries.size >= this.most) this.evict();
    const sibling = this.byKey.get(record.keyId) ?? null;
    const entry: Entry = { record, readAt, epoch, isUsed: false, sibling };
    this.entries.set(publicId, entry);
    this.byKey.set(record.keyId, entry);
  }

  private remove(entry: Entry): void {
    const { keyId, secretId } = entry.record;
    this.entries.delete(secretId);
    const first = this.byKey.get(keyId);
    if (first === entry) {
      if (entry.sibling === null) this.byKey.delete(keyId);
      else this.byKey.set(keyId, entry.sibling);
      return;
    }
    for (let at = first; at !== undefined && at.sibling !== null; at = at.sibling) {
      if (at.sibling === entry) {
        at.sibling = entry.sibling;
        return;
      }
    }
  }

  /** Second chance (CLOCK): the hand goes round once more past what was used since it last came by. Costs nothing on a hit. */
  private evict(): void {
    for (;;) {
      const next = this.hand.next();
      if (next.done) this.hand = this.entries.values();
      else if (next.value.isUsed) next.value.isUsed = false;
      else {
        this.remove(next.value);
        return;
      }
    }
  }

  private remember(keyId: string, version: number): void {
    if (this.changed.size >= MOST_CHANGES_REMEMBERED) {
      this.generation++;
      this.changed.clear();
    }
    this.changed.set(keyId, Math.max(version, this.changed.get(keyId) ?? 0));
  }
}
