import { v7 } from "uuid";

export type IdKind =
  | "key"
  | "team"
  | "user"
  | "token"
  | "service"
  | "event"
  | "session"
  | "alert"
  | "invitation"
  | "account"
  | "endpoint"
  | "delivery"
  | "msg"
  | "notice";

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";
const CODES = Uint8Array.from(CROCKFORD, (character) => character.charCodeAt(0));
const [ZERO, NINE, A] = [0x30, 0x39, 0x61];
const SHOWN = /^([a-z]+)_([0-7][0-9a-hjkmnp-tv-z]{25})$/;

/** A new UUIDv7: unique, and sorted by the time it was made (RFC 9562 §5.7). */
export const newId = (): string => v7();

const digit = (word: number, shift: number): number => CODES[(word >>> shift) & 31] as number;

/**
 * How an id is shown: its kind and the UUID in 26 characters of Crockford base32 (the TypeID specification 0.3). Written out,
 * since the gateway shows ids at every call: it makes the string in one step.
 * @param a to d: eight hexadecimal digits of the UUID each, as 32-bit numbers
 */
export function showWords(kind: IdKind, a: number, b: number, c: number, d: number): string {
  // biome-ignore format: a line for each word
  return `${kind}_${String.fromCharCode(
    digit(a, 29), digit(a, 24), digit(a, 19), digit(a, 14), digit(a, 9), digit(a, 4), digit((a << 1) | (b >>> 31), 0),
    digit(b, 26), digit(b, 21), digit(b, 16), digit(b, 11), digit(b, 6), digit(b, 1), digit((b << 4) | (c >>> 28), 0),
    digit(c, 23), digit(c, 18), digit(c, 13), digit(c, 8), digit(c, 3), digit((c << 2) | (d >>> 30), 0),
    digit(d, 25), digit(d, 20), digit(d, 15), digit(d, 10), digit(d, 5), digit(d, 0),
  )}`;
}

/** These hexadecimal digits of a text as a 32-bit number. */
function hex(text: string, from: number, to: number): number {
  let word = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    word = (word << 4) | (code <= NINE ? code - ZERO : (code | 0x20) - A + 10);
  }
  return word;
}

export const showId = (kind: IdKind, uuid: string): string =>
  showWords(
    kind,
    hex(uuid, 0, 8),
    (hex(uuid, 9, 13) << 16) | hex(uuid, 14, 18),
    (hex(uuid, 19, 23) << 16) | hex(uuid, 24, 28),
    hex(uuid, 28, 36),
  );

/** The UUID behind a shown id, or null when it is not one of that kind. */
export function readId(kind: IdKind, shown: string): string | null {
  const match = SHOWN.exec(shown);
  if (match?.[1] !== kind || match[2] === undefined) return null;
  let value = 0n;
  for (const character of match[2]) value = (value << 5n) | BigInt(CROCKFORD.indexOf(character));
  const hex = value.toString(16).padStart(32, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
