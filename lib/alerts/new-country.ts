import { DAY } from "@/lib/usage/step";
import type { Finding } from "./finding";
import { firstUsed, hourAt, type KeyHours } from "./key-hours";
import type { CountrySeen, KnownPlaces } from "./places";

// While a key is being put to use, every place is new.
const FIRST_DAYS = 7;
const NAMED = 12;

/** How many requests make one more country worth telling; null: this key is called from all over the world. */
function leastRequests(known: number): number | null {
  if (known <= 3) return 1;
  return known <= 10 ? 10 : null;
}

/** The first requests from countries that none came from in the 90 days before. */
export function newCountries(
  hours: KeyHours,
  i: number,
  seen: readonly CountrySeen[],
  { countries: known }: Pick<KnownPlaces, "countries">,
): Finding<"new_country">[] {
  // With none known, the callers' addresses have only now begun to be told.
  const threshold = leastRequests(known.size);
  if (threshold === null || known.size === 0) return [];
  const fresh = seen.filter(({ country, requests }) => country !== "" && requests >= threshold && !known.has(country));
  if (fresh.length === 0) return [];
  const hour = hourAt(hours, i);
  if (hour.from - hourAt(hours, firstUsed(hours, i)).from < FIRST_DAYS * DAY) return [];
  return fresh.map(({ country, requests, refused }) => ({
    ...hour,
    excess: requests / threshold,
    evidence: { kind: "new_country", country, requests, refused, known: [...known].slice(0, NAMED), threshold },
  }));
}
