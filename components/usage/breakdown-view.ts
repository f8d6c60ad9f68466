import "server-only";
import { countryName } from "@/lib/geo/country-name";
import type { Breakdown, Caller, Part } from "@/lib/usage/breakdown";
import { foldParts } from "@/lib/usage/fold-parts";

/** As many as a table may show; the rest travels as one. */
const MOST = 200;

type Rows<Kind> = { largest: Kind[]; other: Part | null };

/** A breakdown as it travels to the browser: what a page has room for, with countries by name. */
export type Folded = {
  routes: Rows<Part>;
  callers: Rows<Caller & { countryName: string | null }>;
  countries: Rows<Part & { name: string }>;
  statuses: Breakdown["statuses"];
};

/** Of what is told by its requests alone: reports, which the store counts too, would make the order look like none. */
const byRequests = <Kind extends Part>(parts: readonly Kind[]): Kind[] =>
  parts.toSorted((a, b) => b.requests - a.requests || b.responses - a.responses);

export function foldBreakdown({ routes, callers, countries, statuses }: Breakdown): Folded {
  const who = foldParts(byRequests(callers), MOST);
  const where = foldParts(byRequests(countries), MOST);
  return {
    routes: foldParts(routes, MOST),
    callers: {
      ...who,
      largest: who.largest.map((caller) => ({
        ...caller,
        countryName: caller.country === null || caller.country === "" ? null : countryName(caller.country),
      })),
    },
    countries: { ...where, largest: where.largest.map((part) => ({ ...part, name: countryName(part.value) })) },
    statuses,
  };
}
