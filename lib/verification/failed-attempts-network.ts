import { isIPv6 } from "node:net";

const COLON = 58;
const DOT = 46;
const ZERO = 48;
const PERCENT = 37;

/** Who is counted together, as two numbers of 32 bits. One object, filled again at each call: nothing is allocated for it. */
export type Network = { high: number; low: number };
const groups = new Uint16Array(8);
let quad = 0;

/**
 * Reads the network that an address is counted by: an IPv4 address by itself, also when written as IPv4-mapped IPv6, and an
 * IPv6 address by its /64, since a single customer has all of one.
 * @returns false, with `into` untouched, for what is no address
 */
export function readNetwork(text: string, into: Network): boolean {
  if (readQuad(text, 0)) {
    into.high = 0;
    into.low = quad;
    return true;
  }
  if (!isIPv6(text)) return false;
  readGroups(text);
  const isMapped = groups[5] === 0xffff && (group(0) | group(1) | group(2) | group(3) | group(4)) === 0;
  into.high = isMapped ? 0 : ((group(0) << 16) | group(1)) >>> 0;
  into.low = isMapped ? ((group(6) << 16) | group(7)) >>> 0 : ((group(2) << 16) | group(3)) >>> 0;
  return true;
}

const group = (i: number): number => groups[i] as number;

/** Four decimal numbers from `start` to the end, as `quad`. Leading zeros, which some read as octal, are no address. */
function readQuad(text: string, start: number): boolean {
  let value = 0;
  let part = 0;
  let parts = 0;
  let digits = 0;
  for (let i = start; i <= text.length; i++) {
    const code = i === text.length ? DOT : text.charCodeAt(i);
    if (code === DOT) {
      if (digits === 0 || part > 255) return false;
      value = value * 256 + part;
      parts++;
      part = digits = 0;
    } else {
      const digit = code - ZERO;
      if (digit < 0 || digit > 9 || digits === 3 || (digits > 0 && part === 0)) return false;
      part = part * 10 + digit;
      digits++;
    }
    if (parts > 4) return false;
  }
  if (parts !== 4) return false;
  quad = value;
  return true;
}

/** The eight groups of what is known to be an IPv6 address. */
function readGroups(text: string): void {
  groups.fill(0);
  let at = 0;
  let gapAt = -1;
  let value = 0;
  let hasDigits = false;
  const lastColon = text.lastIndexOf(":");
  const close = (): void => {
    if (hasDigits) groups[at++] = value;
    value = 0;
    hasDigits = false;
  };
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === PERCENT) break;
    if (code === COLON) {
      close();
      if (text.charCodeAt(i + 1) === COLON) gapAt = at;
      if (i === lastColon && readQuad(text, i + 1)) {
        groups[at++] = quad >>> 16;
        groups[at++] = quad & 0xffff;
        break;
      }
    } else {
      // A digit's low four bits are its value; a letter's are 1 to 6.
      value = value * 16 + (code & 15) + (code > 57 ? 9 : 0);
      hasDigits = true;
    }
  }
  close();
  if (gapAt < 0) return;
  const behind = at - gapAt;
  groups.copyWithin(8 - behind, gapAt, at);
  groups.fill(0, gapAt, 8 - behind);
}
