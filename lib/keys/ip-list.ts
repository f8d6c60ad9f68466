import ipaddr from "ipaddr.js";

export type IpRange = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** An address as one value: IPv4-mapped IPv6 becomes the IPv4 it stands for. Null when it is no address. */
export function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // ipaddr.js takes "10.1", octal and hexadecimal forms for IPv4; only four decimal parts are an address here.
  if (!text.includes(":") && !ipaddr.IPv4.isValidFourPartDecimal(text)) return null;
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

function parseRange(text: string): IpRange | null {
  const [addressText, bitsText, ...rest] = text.trim().split("/");
  if (addressText === undefined || rest.length > 0) return null;
  const mapped =
    addressText.includes(":") &&
    ipaddr.isValid(addressText) &&
    ipaddr.parse(addressText).kind() === "ipv6" &&
    (ipaddr.parse(addressText) as ipaddr.IPv6).isIPv4MappedAddress();
  const address = parseAddress(addressText);
  if (address === null) return null;
  const width = address.kind() === "ipv4" ? 32 : 128;
  if (bitsText === undefined) return [address, width];
  if (!/^\d{1,3}$/.test(bitsText)) return null;
  const bits = Number(bitsText) - (mapped ? 96 : 0);
  return bits >= 0 && bits <= width ? [address, bits] : null;
}

/** An address or CIDR range in its one written form (`10.1.2.3/8` → `10.0.0.0/8`), or null when it is neither. */
export function normaliseRange(text: string): string | null {
  const range = parseRange(text);
  if (range === null) return null;
  const [address, bits] = range;
  const bytes = address
    .toByteArray()
    .map((byte, i) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - i * 8))) & 0xff);
  const network = ipaddr.fromByteArray(bytes).toString();
  return bits === bytes.length * 8 ? network : `${network}/${bits}`;
}

export const parseRanges = (texts: readonly string[]): IpRange[] =>
  texts.flatMap((text) => {
    const range = parseRange(text);
    return range === null ? [] : [range];
  });

/** Product P2: a key with a list and a question without an address is refused. */
export function allowsAddress(ranges: readonly IpRange[], text: string | undefined): boolean {
  if (ranges.length === 0) return true;
  const address = text === undefined ? null : parseAddress(text);
  if (address === null) return false;
  return ranges.some(
    ([network, bits]) => network.kind() === address.kind() && address.match(network as ipaddr.IPv4 & ipaddr.IPv6, bits),
  );
}
