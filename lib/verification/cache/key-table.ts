import { checkFits, fillSlot } from "./fill-slot";
import { HotViews } from "./hot-views";
import { shortJson } from "./key-json";
import type { KeyRecord } from "./key-record";
import { EPOCH, ID, KEY, NEXT, NO_SLOT, READ_AT_FLOAT, TERMS, TEXT, VERSION_FLOAT } from "./key-slot";
import { KeySlots } from "./key-slots";
import { KeyView, type Terms } from "./key-view";
import { readPublicId } from "./public-id-words";
import { SecondChance } from "./second-chance";
import { SharedParts } from "./shared-parts";
import { hashOfId, hashOfIdAt, hashOfKey, hashOfKeyAt } from "./slot-hash";
import { SlotIndex } from "./slot-index";
import { TextArena } from "./text-arena";
import { readUuid } from "./uuid-words";

const ID_WORDS = 3;
const UUID_WORDS = 4;

const isSame = (words: Int32Array, at: number, wanted: Int32Array): boolean => {
  for (let i = 0; i < wanted.length; i++) if (words[at + i] !== wanted[i]) return false;
  return true;
};

/**
 * Key records outside the heap, by public id and by key. The collector never looks at them, nothing is copied or hashed anew
 * as they become more, and a lookup touches one line of an index and two of a slot, however many there are.
 */
export class KeyTable {
  private readonly slots: KeySlots;
  private readonly byPublicId: SlotIndex;
  /** The first secret of each key; the others follow in its chain. */
  private readonly byKey: SlotIndex;
  private readonly chances: SecondChance;
  private readonly hot = new HotViews();
  private readonly terms = new SharedParts<Terms>();
  private readonly texts = new TextArena((slot, address) => this.setWord(slot, TEXT, address));
  private readonly id = new Int32Array(ID_WORDS);
  private readonly key = new Int32Array(UUID_WORDS);
  private readonly team = new Int32Array(UUID_WORDS);
  private count = 0;

  /** @param most slots */
  constructor(most: number) {
    const slots = new KeySlots(most);
    this.slots = slots;
    this.byPublicId = new SlotIndex(most, (slot) => hashOfIdAt(slots.words(slot), slots.at(slot)));
    this.byKey = new SlotIndex(most, (slot) => hashOfKeyAt(slots.words(slot), slots.at(slot)));
    this.chances = new SecondChance(most);
  }

  get size(): number {
    return this.count;
  }

  /** Memory of the texts, in bytes. */
  get textBytes(): number {
    return this.texts.bytes;
  }

  /** How many different grants and policies there are. */
  get termCount(): number {
    return this.terms.size;
  }

  /** The slot of this public id, NO_SLOT when there is none. */
  find(publicId: string): number {
    const { id, slots, byPublicId } = this;
    if (!readPublicId(publicId, id)) return NO_SLOT;
    const a = id[0] as number;
    const b = id[1] as number;
    const c = id[2] as number;
    const hash = hashOfId(a, b, c);
    for (let place = byPublicId.first(hash); place >= 0; place = byPublicId.next(place, hash)) {
      const slot = byPublicId.slotAt(place);
      const words = slots.words(slot);
      const at = slots.at(slot) + ID;
      if (words[at] === a && words[at + 1] === b && words[at + 2] === c) return slot;
    }
    return NO_SLOT;
  }

  /** The first secret of this key, NO_SLOT when none is in the table. */
  firstOf(keyId: string): number {
    return readUuid(keyId, this.key) ? this.firstOfKey() : NO_SLOT;
  }

  /** The next secret of the same key. */
  nextOf(slot: number): number {
    return this.word(slot, NEXT);
  }

  /**
   * Takes in a record whose public id is not in the table, which is not full.
   * @throws Error, having changed nothing, when there is no memory left or the record is none that a database can hold
   */
  insert(record: KeyRecord, readAt: number, epoch: number): void {
    const { slots, byKey } = this;
    this.check(record);
    const reserved = slots.reserve();
    const text = this.texts.add(reserved, this.team, shortJson(record.json, record));
    const slot = slots.take();
    const words = slots.words(slot);
    const at = slots.at(slot);
    words.set(this.id, at + ID);
    words.set(this.key, at + KEY);
    fillSlot(words, slots.floats(slot), at, record);
    const { grant, policy, teamPolicy } = record;
    words[at + TEXT] = text;
    words[at + TERMS] = this.terms.take(JSON.stringify([grant, policy, teamPolicy]), { grant, policy, teamPolicy });
    words[at + EPOCH] = epoch;
    slots.floats(slot)[slots.floatAt(slot) + READ_AT_FLOAT] = readAt;
    this.byPublicId.add(hashOfIdAt(words, at), slot);
    const first = this.firstOfKey();
    words[at + NEXT] = first;
    const keyHash = hashOfKeyAt(words, at);
    if (first === NO_SLOT) byKey.add(keyHash, slot);
    else byKey.replace(keyHash, first, slot);
    this.chances.add(slot);
    this.count++;
  }

  remove(slot: number): void {
    const { slots } = this;
    const words = slots.words(slot);
    const at = slots.at(slot);
    this.hot.forget(slot);
    this.byPublicId.remove(hashOfIdAt(words, at), slot);
    this.leaveKey(slot);
    this.chances.remove(slot);
    this.texts.release(words[at + TEXT] as number);
    this.terms.release(words[at + TERMS] as number);
    slots.give(slot);
    this.count--;
  }

  /** Removes one that was not asked for of late. Of an empty table: never returns. */
  evict(): void {
    this.remove(this.chances.victim());
  }

  /** The record in this slot, borrowed (KeyCache.find). Counts as asked for. @param publicId of the slot */
  use(slot: number, publicId: string): KeyRecord {
    this.chances.use(slot);
    const hot = this.hot.of(slot);
    if (hot !== null) return hot;
    const { slots } = this;
    const terms = this.terms.at(this.word(slot, TERMS));
    const view = new KeyView(slot, slots.words(slot), slots.at(slot), slots.floats(slot), terms, this.texts, publicId);
    this.hot.asked(slot, view);
    return view;
  }

  readAt(slot: number): number {
    return this.float(slot, READ_AT_FLOAT);
  }

  epoch(slot: number): number {
    return this.word(slot, EPOCH);
  }

  version(slot: number): number {
    return this.float(slot, VERSION_FLOAT);
  }

  /** Leaves the words of the record's ids in `id`, `key` and `team`. */
  private check(record: KeyRecord): void {
    checkFits(record);
    if (!readPublicId(record.secretId, this.id)) throw new Error(`${record.secretId} is no public id.`);
    if (!readUuid(record.teamId, this.team)) throw new Error(`${record.teamId} is no UUID.`);
    if (!readUuid(record.keyId, this.key)) throw new Error(`${record.keyId} is no UUID.`);
  }

  /** The first secret of the key in `key`. */
  private firstOfKey(): number {
    const { key, slots, byKey } = this;
    const hash = hashOfKey(key[0] as number, key[1] as number, key[2] as number, key[3] as number);
    for (let place = byKey.first(hash); place >= 0; place = byKey.next(place, hash)) {
      const slot = byKey.slotAt(place);
      if (isSame(slots.words(slot), slots.at(slot) + KEY, key)) return slot;
    }
    return NO_SLOT;
  }

  /** Takes the slot out of its key's chain. */
  private leaveKey(slot: number): void {
    const { slots, byKey, key } = this;
    const words = slots.words(slot);
    const at = slots.at(slot);
    key.set(words.subarray(at + KEY, at + KEY + UUID_WORDS));
    const next = words[at + NEXT] as number;
    const first = this.firstOfKey();
    if (first === slot) {
      const hash = hashOfKeyAt(words, at);
      if (next === NO_SLOT) byKey.remove(hash, slot);
      else byKey.replace(hash, slot, next);
      return;
    }
    let before = first;
    while (this.nextOf(before) !== slot) before = this.nextOf(before);
    this.setWord(before, NEXT, next);
  }

  private word(slot: number, field: number): number {
    return this.slots.words(slot)[this.slots.at(slot) + field] as number;
  }

  private setWord(slot: number, field: number, value: number): void {
    this.slots.words(slot)[this.slots.at(slot) + field] = value;
  }

  private float(slot: number, field: number): number {
    return this.slots.floats(slot)[this.slots.floatAt(slot) + field] as number;
  }
}
