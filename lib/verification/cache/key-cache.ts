import { clock } from "@/lib/clock";
import { databaseAway, type Freshness } from "../changes/freshness";
import { gatherReads } from "./gather-reads";
import { type KeyRecord, lasting } from "./key-record";
import { NO_SLOT } from "./key-slot";
import { KeyTable } from "./key-table";
import { UnknownIds } from "./unknown-ids";

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
 * The records of known secrets by public id, in a KeyTable. A hit is one lookup; a miss is one query for all that ask (single
 * flight). What was read is believed as long as Freshness says so. An invalidation removes; a fill that was under way while
 * one arrived for its key reads again, so that it never brings back what has been taken away (invariant 5).
 */
export class KeyCache {
  private table: KeyTable;
  private readonly unknown = new UnknownIds();
  private readonly fills = new Map<string, Promise<KeyRecord | null>>();
  /** Versions heard of while fills are under way, by key. */
  private readonly changed = new Map<string, number>();
  /** Raised when every fill under way has to read again. */
  private generation = 0;
  private readonly freshness: Freshness;
  private readonly read: (publicId: string) => Promise<KeyRecord | null>;
  private readonly most: number;
  private readonly onTrouble: (error: unknown) => void;

  constructor(options: KeyCacheOptions) {
    this.freshness = options.freshness;
    this.read = gatherReads(options.read);
    this.most = options.most ?? MOST_KEYS;
    this.table = new KeyTable(this.most);
    this.onTrouble = options.onTrouble ?? (() => {});
  }

  get size(): number {
    return this.table.size;
  }

  /**
   * The record of this public id, if it is cached and may be believed without asking anybody; else null.
   * @param now milliseconds
   * @returns good until the current synchronous run ends; `lasting` makes one that lasts
   */
  known(publicId: string, now: number): KeyRecord | null {
    const slot = this.table.find(publicId);
    return slot !== NO_SLOT && this.trusts(slot, now) ? this.table.use(slot, publicId) : null;
  }

  /** Nothing is known about this public id, so that `find` would ask the database about it for the first time. */
  isStranger(publicId: string): boolean {
    return this.table.find(publicId) === NO_SLOT && this.freshness.isReachable && !this.unknown.has(publicId);
  }

  /**
   * The record of this public id, null when there is none; a promise only when the database has to be asked.
   * @returns at once: good until the current synchronous run ends, `lasting` makes one that lasts; through a promise: for good
   * @throws DomainError unavailable, at once or through the promise
   */
  find(publicId: string): KeyRecord | null | Promise<KeyRecord | null> {
    const slot = this.table.find(publicId);
    const now = clock.ms();
    if (slot !== NO_SLOT && this.trusts(slot, now)) return this.table.use(slot, publicId);
    if (!this.freshness.isReachable) return this.staleOrThrow(slot, publicId, now);
    if (slot === NO_SLOT && this.unknown.has(publicId)) return null;
    return this.fillOnce(publicId);
  }

  /** A change of the key to this version has been committed. What is cached of an older one goes. */
  invalidate(keyId: string, version: number): void {
    if (this.fills.size > 0) this.remember(keyId, version);
    const { table } = this;
    for (let slot = table.firstOf(keyId); slot !== NO_SLOT; ) {
      const next = table.nextOf(slot);
      if (table.version(slot) < version) table.remove(slot);
      slot = next;
    }
  }

  /** Everything may have changed, and it is known that something did. */
  invalidateAll(): void {
    this.generation++;
    if (this.table.size > 0) this.table = new KeyTable(this.most);
    this.unknown.clear();
  }

  /** Changes may have been missed: fills under way read again. What is cached is kept for an outage, under Freshness's rules. */
  doubtFills(): void {
    this.generation++;
    this.unknown.clear();
  }

  private trusts(slot: number, now: number): boolean {
    return this.freshness.trusts(this.table.readAt(slot), this.table.epoch(slot), now);
  }

  private staleOrThrow(slot: number, publicId: string, now: number): KeyRecord {
    if (slot === NO_SLOT || !this.freshness.tolerates(this.table.readAt(slot), now)) throw databaseAway();
    return this.table.use(slot, publicId);
  }

  private fillOnce(publicId: string): Promise<KeyRecord | null> {
    const underWay = this.fills.get(publicId);
    if (underWay !== undefined) return underWay;
    const fill = this.fill(publicId).catch((error: unknown) => {
      this.onTrouble(error);
      this.filled(publicId);
      // Looked up again: an invalidation that came meanwhile has removed it, and then nothing may be served.
      return lasting(this.staleOrThrow(this.table.find(publicId), publicId, clock.ms()));
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
      this.filled(publicId);
      return record;
    }
    throw new Error(`Secret ${publicId} changes faster than it can be read.`);
  }

  /** In one step with what the fill came to: whoever asks later may know of a change that it does not. */
  private filled(publicId: string): void {
    this.fills.delete(publicId);
    if (this.fills.size === 0) this.changed.clear();
  }

  /** The highest version of the key that this process has heard of or read. */
  private newestVersion(keyId: string): number {
    const { table } = this;
    const sibling = table.firstOf(keyId);
    const read = sibling !== NO_SLOT && table.epoch(sibling) === this.freshness.epoch ? table.version(sibling) : 0;
    return Math.max(read, this.changed.get(keyId) ?? 0);
  }

  private store(publicId: string, record: KeyRecord | null, readAt: number, epoch: number): void {
    const { table } = this;
    const old = table.find(publicId);
    if (old !== NO_SLOT) table.remove(old);
    if (record === null) {
      this.unknown.add(publicId);
      return;
    }
    // The other secrets of the key that were read at an older version are out of date.
    this.invalidate(record.keyId, record.version);
    if (table.size >= this.most) table.evict();
    table.insert(record, readAt, epoch);
  }

  private remember(keyId: string, version: number): void {
    if (this.changed.size >= MOST_CHANGES_REMEMBERED) {
      this.generation++;
      this.changed.clear();
    }
    this.changed.set(keyId, Math.max(version, this.changed.get(keyId) ?? 0));
  }
}
