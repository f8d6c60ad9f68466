import ipaddr from "ipaddr.js";

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

const parsedOnce = new WeakMap<readonly string[], readonly Range[]>();

/** Parsed once for each list: the configuration's list is the same array at every request. */
function rangesOf(texts: readonly string[]): readonly Range[] {
  let ranges = parsedOnce.get(texts);
  if (ranges === undefined) {
    ranges = texts.flatMap(parseRange);
    parsedOnce.set(texts, ranges);
  }
  return ranges;
}

/** What is neither an address nor a range trusts nobody. */
function parseRange(text: string): Range[] {
  const [address = "", bits] = text.split("/");
  const parsed = parse(address);
  if (parsed === null) return [];
  const width = parsed.kind() === "ipv4" ? 32 : 128;
  if (bits === undefined) return [[parsed, width]];
  // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
  const length = Number(bits) - (width === 32 && address.includes(":") ? 96 : 0);
  return length >= 0 && length <= width ? [[parsed, length]] : [];
}

function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // ipaddr.js also takes "10.1" and octal forms, which are no addresses in a header.
  if (!text.includes(":") && !ipaddr.IPv4.isValidFourPartDecimal(text)) return null;
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

/** Some proxies add the port: `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
const withoutPort = (text: string): string =>
  /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? text;

const isTrusted = (address: ipaddr.IPv4 | ipaddr.IPv6, trusted: readonly string[]): boolean =>
  rangesOf(trusted).some(
    ([network, bits]) => network.kind() === address.kind() && address.match(network as ipaddr.IPv4 & ipaddr.IPv6, bits),
  );

/** True when the peer itself is a trusted proxy, so that what it says about the original request counts. */
export function isTrustedProxy(peer: string | null | undefined, trusted: readonly string[]): boolean {
  if (trusted.length === 0 || peer === undefined || peer === null) return false;
  const address = parse(peer);
  return address !== null && isTrusted(address, trusted);
}

/**
 * The client's address: from the peer leftwards through `X-Forwarded-For` while each hop is a trusted proxy. The first hop that
 * is not one is the client; what stands left of it is the client's own claim. IPv4-mapped IPv6 is shown as IPv4.
 * @param trusted TRUSTED_PROXIES: addresses and CIDR ranges
 * @returns null when the peer is unknown or a trusted proxy names something that is no address
 */
export function clientAddress(
  peer: string | null | undefined,
  forwardedFor: string | null | undefined,
  trusted: readonly string[],
): string | null {
  if (peer === undefined || peer === null) return null;
  if (trusted.length === 0) return peer.startsWith("::ffff:") ? peer.slice(7) : peer;
  let address = parse(peer);
  const hops = forwardedFor === undefined || forwardedFor === null ? [] : forwardedFor.split(",");
  for (let i = hops.length - 1; i >= 0 && address !== null && isTrusted(address, trusted); i--) {
    address = parse(withoutPort((hops[i] as string).trim()));
  }
  return address?.toString() ?? null;
}
