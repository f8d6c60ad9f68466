import type { Breakdown } from "@/lib/usage/breakdown";
import type { AddressSeen, Places } from "./places";

/** Where verifications came from, out of a breakdown; what nobody told and what was not kept apart is left out. */
export function seenPlaces({ countries, callers }: Pick<Breakdown, "countries" | "callers">): Places {
  const addresses = new Map<string, AddressSeen>();
  for (const { ip, country, requests, refused } of callers) {
    if (ip === null || requests === 0) continue;
    // A caller is an address and a user agent: an address with two of them is one.
    const address = addresses.get(ip) ?? { address: ip, country, requests: 0, refused: 0 };
    address.requests += requests;
    address.refused += refused;
    addresses.set(ip, address);
  }
  return {
    countries: countries.flatMap(({ value, requests, refused }) =>
      value === "" || requests === 0 ? [] : { country: value, requests, refused },
    ),
    addresses: [...addresses.values()],
  };
}
