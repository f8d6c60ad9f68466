import { ERROR_FLOOR } from "./error-jump";
import type { KnownPlaces, Places } from "./places";
import { LEAST_REFUSED } from "./refusal-burst";
import { LEAST_REQUESTS } from "./spike";

export type HourCounts = { requests: number; refused: number; responses: number; failed: number };

/**
 * Could a rule that compares with the past say anything of this hour? Most hours exceed no floor, and then ninety days of
 * history need not be read. A test holds it to the rules.
 */
export function asksForHistory(counts: HourCounts, seen: Places, known: KnownPlaces): boolean {
  return (
    counts.requests >= LEAST_REQUESTS ||
    (counts.responses >= ERROR_FLOOR.responses && counts.failed >= ERROR_FLOOR.failed) ||
    seen.countries.some(({ country }) => country !== "" && !known.countries.has(country)) ||
    seen.addresses.some(({ address, refused }) => refused >= LEAST_REFUSED && known.addresses?.has(address) === false)
  );
}
