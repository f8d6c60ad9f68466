import { DAY } from "@/lib/usage/step";
import type { KeyScope, UsageStore } from "@/lib/usage/usage-store";
import { UTC } from "@/lib/usage/zone";
import { DAYS_LOOKED_BACK } from "./key-hours";
import { RememberedPlaces } from "./remembered-places";

const MOST_KEYS = 20_000;
// What was last seen more than 90 days ago is forgotten that often.
const READ_AGAIN_MS = DAY;

type Entry = { places: RememberedPlaces; through: number; readAt: number };

/**
 * From where each key was used in the 90 days before, kept while the worker lives: a key's past is read whole once a day, and
 * in between only the hours that have gone by.
 */
export class PlacesMemory {
  private readonly keys = new Map<string, Entry>();

  constructor(private readonly store: UsageStore) {}

  /** What was seen before `through`, a whole hour. */
  async before(key: KeyScope, through: number, now: number): Promise<RememberedPlaces> {
    const there = this.keys.get(key.keyId);
    if (there !== undefined && there.through <= through && now - there.readAt < READ_AGAIN_MS) {
      await this.read(there, key, through);
      return there.places;
    }
    const entry: Entry = {
      places: new RememberedPlaces(),
      through: through - DAYS_LOOKED_BACK * DAY,
      readAt: now,
    };
    await this.read(entry, key, through);
    const oldest = this.keys.size >= MOST_KEYS ? this.keys.keys().next().value : undefined;
    if (oldest !== undefined) this.keys.delete(oldest);
    this.keys.set(key.keyId, entry);
    return entry.places;
  }

  private async read(entry: Entry, key: KeyScope, through: number): Promise<void> {
    if (entry.through === through) return;
    const range = { from: new Date(entry.through), to: new Date(through), step: "hour", zone: UTC } as const;
    entry.places.add(await this.store.breakdown(key, range), "settled");
    entry.through = through;
  }
}
