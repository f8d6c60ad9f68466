import ipaddr from "ipaddr.js";

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** The proxies whose `X-Forwarded-For` is believed (TRUSTED_PROXIES). */
export type TrustedProxies = readonly Range[];

/** @param texts addresses and CIDR ranges, already checked by lib/env.ts; what is neither is left out */
export const parseProxies = (texts: readonly string[]): TrustedProxies =>
  texts.flatMap((text): Range[] => {
    const [address, bits] = text.split("/");
    const parsed = parse(address ?? "");
    if (parsed === null) return [];
    const width = parsed.kind() === "ipv4" ? 32 : 128;
    const given = bits === undefined ? width : Number(bits);
    // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
    const mapped = parsed.kind() === "ipv4" && (address ?? "").includes(":") && bits !== undefined;
    const length = mapped ? given - 96 : given;
    return length >= 0 && length <= width ? [[parsed, length]] : [];
  });

function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // ipaddr.js also takes "10.1" and octal forms, which are no addresses in a header.
  if (!text.includes(":") && !ipaddr.IPv4.isValidFourPartDecimal(text)) return null;
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

/** Some proxies add the port: `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
const withoutPort = (text: string): string =>
  /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? text;

const isTrusted = (address: ipaddr.IPv4 | ipaddr.IPv6, trusted: TrustedProxies): boolean =>
  trusted.some(
    ([network, bits]) => network.kind() === address.kind() && address.match(network as ipaddr.IPv4 & ipaddr.IPv6, bits),
  );

/** True when the peer itself is a trusted proxy, so that what it says about the original request counts. */
export function isTrustedProxy(peer: string | undefined, trusted: TrustedProxies): boolean {
  if (trusted.length === 0 || peer === undefined) return false;
  const address = parse(peer);
  return address !== null && isTrusted(address, trusted);
}

/**
 * The client's address: from the peer leftwards through `X-Forwarded-For` while each hop is a trusted proxy. The first hop that
 * is not one is the client; what stands left of it is the client's own claim. IPv4-mapped IPv6 is shown as IPv4.
 * @returns undefined when a trusted proxy names something that is no address
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: TrustedProxies,
): string | undefined {
  if (peer === undefined) return undefined;
  if (trusted.length === 0) return peer.startsWith("::ffff:") ? peer.slice(7) : peer;
  let address = parse(peer);
  const hops = forwardedFor === undefined ? [] : forwardedFor.split(",");
  for (let i = hops.length - 1; i >= 0 && address !== null && isTrusted(address, trusted); i--) {
    address = parse(withoutPort((hops[i] as string).trim()));
  }
  return address?.toString();
}
