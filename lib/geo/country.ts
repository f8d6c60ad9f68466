import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import ipaddr from "ipaddr.js";
import { Reader, type Response } from "maxmind";

type Lookup = (ip: string) => string | null;

// CC0 data inside the package: no account, no download, nothing leaves the machine.
const DATABASE = "@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb";

async function openLookup(): Promise<Lookup> {
  // Found when it is opened: a bundler would try to take the file for code.
  const file = createRequire(import.meta.url).resolve(/* turbopackIgnore: true */ DATABASE);
  const reader = new Reader<Response>(await readFile(file));
  return (ip) => {
    // `process` turns an IPv4-mapped IPv6 address into the IPv4 it stands for; a zone index is no part of the address.
    const bare = ip.split("%", 1)[0] ?? "";
    if (!ipaddr.isValid(bare)) return null;
    const address = ipaddr.process(bare);
    if (address.range() !== "unicast") return null;
    const found: unknown = reader.get(address.toString());
    const code = (found as { country_code?: string } | null)?.country_code;
    return code !== undefined && /^[A-Z]{2}$/.test(code) ? code : null;
  };
}

let opened: Promise<Lookup> | undefined;

/**
 * The lookup of addresses to ISO 3166-1 alpha-2 codes, opened once (8 MB). It answers null for private, loopback,
 * reserved and unknown addresses, and always when the database file is missing: a country is never worth an error.
 */
export function countryLookup(): Promise<Lookup> {
  opened ??= openLookup().catch(() => () => null);
  return opened;
}

/** The country an address is registered in, or null. */
export const countryOf = async (ip: string): Promise<string | null> => (await countryLookup())(ip);
