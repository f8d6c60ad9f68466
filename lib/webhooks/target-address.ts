import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { allowsAddress, parseRanges } from "@/lib/keys/ip-list";

/** What an address is, in words, where it is not public (IANA's special-purpose registries, as ipaddr.js names them). */
const WORDS: Record<string, string> = {
  unspecified: "no address of a machine",
  broadcast: "a broadcast address",
  multicast: "a multicast address",
  linkLocal: "a link-local address",
  loopback: "a loopback address",
  carrierGradeNat: "a shared address (carrier-grade NAT)",
  private: "a private address",
  uniqueLocal: "a private address",
};

const isPublic = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  address.range() === "unicast" && (address.kind() === "ipv4" || isGlobalUnicast(address as ipaddr.IPv6));

/** IPv6 has given out nothing for use outside of 2000::/3 (RFC 4291 §2.4). */
const isGlobalUnicast = ({ parts }: ipaddr.IPv6): boolean => ((parts[0] ?? 0) & 0xe000) === 0x2000;

/** An IPv4 address inside an IPv6 one that a connection to it would reach: mapped (RFC 4291), or through NAT64 (RFC 6052). */
function embeddedIpv4({ parts }: ipaddr.IPv6): ipaddr.IPv4 | null {
  const start = parts.slice(0, 6).join();
  if (start !== "0,0,0,0,0,65535" && start !== `${0x64},${0xff9b},0,0,0,0`) return null;
  const [high = 0, low = 0] = parts.slice(6);
  return new ipaddr.IPv4([high >> 8, high & 255, low >> 8, low & 255]);
}

/** `::127.0.0.1` → `::7f00:1`: ipaddr.js takes the first for a mapped address, which it is not. */
const withoutDots = (address: string): string =>
  address.replace(/:(\d+)\.(\d+)\.(\d+)\.(\d+)/, (_, ...bytes: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number);
    return `:${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });

/**
 * Whether nothing may be sent to this address, and what it is then. An address is refused unless it is public; so what is
 * unknown, and tunnels that lead elsewhere (6to4, Teredo), are refused, too.
 * @param address as resolved, just before a connection to it
 * @param allowed WEBHOOK_PRIVATE_NETWORKS
 * @returns null when it may be connected to
 */
export function refusedAddress(address: string, allowed: readonly string[]): string | null {
  if (isIP(address) === 0) return "no address";
  const parsed = ipaddr.parse(withoutDots(address));
  const meant = parsed.kind() === "ipv6" ? (embeddedIpv4(parsed as ipaddr.IPv6) ?? parsed) : parsed;
  if (isPublic(meant)) return null;
  const ranges = parseRanges(allowed);
  if (ranges.length > 0 && allowsAddress(ranges, meant.toString())) return null;
  return WORDS[meant.range()] ?? "a reserved address";
}
