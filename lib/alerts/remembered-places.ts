import type { Breakdown } from "@/lib/usage/breakdown";
import { isMostlyRefused } from "./refusal-burst";
import { seenPlaces } from "./seen-places";

// More addresses than these, and none can be called new; it bounds what a key takes in memory.
const MOST_ADDRESSES = 5_000;

/** From where a key was used before a moment. */
export class RememberedPlaces {
  readonly countries: Set<string>;
  addresses: Set<string> | null;
  /** The last verification, in milliseconds; null: none. */
  lastAt: number | null;

  constructor(from?: RememberedPlaces) {
    this.countries = new Set(from?.countries);
    this.addresses = from === undefined ? new Set() : from.addresses && new Set(from.addresses);
    this.lastAt = from?.lastAt ?? null;
  }

  /**
   * @param age "recent": of the last day. A country is still new then, so that its alert shows its worst hour; and so is an
   * address that was mostly refused, so that a few tries do not make a caller of it
   */
  add({ countries, callers }: Pick<Breakdown, "countries" | "callers">, age: "settled" | "recent"): void {
    const seen = seenPlaces({ countries, callers });
    if (age === "settled") for (const { country } of seen.countries) this.countries.add(country);
    for (const { address, requests, refused } of seen.addresses) {
      if (age === "settled" || !isMostlyRefused(requests, refused)) this.addresses?.add(address);
    }
    if (this.addresses !== null && this.addresses.size > MOST_ADDRESSES) this.addresses = null;
    for (const { requests, lastAt } of countries) {
      if (requests > 0 && lastAt !== null) this.lastAt = Math.max(this.lastAt ?? 0, Date.parse(lastAt));
    }
  }
}
