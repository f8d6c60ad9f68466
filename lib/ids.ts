import { v7 } from "uuid";

export type IdKind = "key" | "team" | "user" | "token" | "service" | "event" | "session";

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";
const SHOWN = /^([a-z]+)_([0-7][0-9a-hjkmnp-tv-z]{25})$/;

/** A new UUIDv7: unique, and sorted by the time it was made (RFC 9562 §5.7). */
export const newId = (): string => v7();

/** How an id is shown: its kind and the UUID in 26 characters of Crockford base32 (the TypeID specification 0.3). */
export function showId(kind: IdKind, uuid: string): string {
  let rest = BigInt(`0x${uuid.replaceAll("-", "")}`);
  let text = "";
  for (let i = 0; i < 26; i++) {
    text = CROCKFORD.charAt(Number(rest & 31n)) + text;
    rest >>= 5n;
  }
  return `${kind}_${text}`;
}

/** The UUID behind a shown id, or null when it is not one of that kind. */
export function readId(kind: IdKind, shown: string): string | null {
  const match = SHOWN.exec(shown);
  if (match?.[1] !== kind || match[2] === undefined) return null;
  let value = 0n;
  for (const character of match[2]) value = (value << 5n) | BigInt(CROCKFORD.indexOf(character));
  const hex = value.toString(16).padStart(32, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
