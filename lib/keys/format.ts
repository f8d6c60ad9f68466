import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Environment } from "./environment";

export const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const PUBLIC_ID_LENGTH = 12;
/** 62^43 > 2^256: 43 uniform characters hold 32 bytes of entropy. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

/** The longest string that can be a key: a 16 character prefix, `_live_`, 12, `_`, 43 and 6. */
export const MAXIMUM_KEY_LENGTH = 16 + 6 + PUBLIC_ID_LENGTH + 1 + SECRET_LENGTH + CHECKSUM_LENGTH;

const SHAPE = /^[a-z][a-z0-9]{1,15}_(?:live|test)_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$/;
/** How far from a key's end its public id begins and ends: what comes after it has a fixed length. */
const PUBLIC_ID_FROM_END = PUBLIC_ID_LENGTH + 1 + SECRET_LENGTH + CHECKSUM_LENGTH;
const PUBLIC_ID_END_FROM_END = 1 + SECRET_LENGTH + CHECKSUM_LENGTH;

export type ParsedKey = { environment: Environment; publicId: string };

/** `length` uniform base62 characters from the CSPRNG; bytes of 248 and over are thrown away, so there is no modulo bias. */
export function randomBase62(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length + 16)) {
      if (byte < 248 && text.length < length) text += BASE62.charAt(byte % 62);
    }
  }
  return text;
}

/** CRC-32 (IEEE) of the ASCII text, base62, left-padded to six (product G3). */
export function checksum(text: string): string {
  let rest = crc32(text);
  let digits = "";
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    digits = BASE62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** Are the last six characters the checksum of all before them? As `checksum`, compared digit by digit from the end: at each call. */
export function hasChecksum(text: string): boolean {
  const end = text.length - CHECKSUM_LENGTH;
  if (end < 0) return false;
  let rest = crc32(text.slice(0, end));
  for (let i = text.length - 1; i >= end; i--) {
    if (text.charCodeAt(i) !== BASE62.charCodeAt(rest % 62)) return false;
    rest = Math.floor(rest / 62);
  }
  return true;
}

/** A new secret string `<prefix>_<env>_<publicId>_<secret><checksum>` (product G2) and its public id. */
export function generateKey(prefix: string, environment: Environment): { plaintext: string; publicId: string } {
  const publicId = randomBase62(PUBLIC_ID_LENGTH);
  const body = `${prefix}_${environment}_${publicId}_${randomBase62(SECRET_LENGTH)}`;
  return { plaintext: body + checksum(body), publicId };
}

/** The characters where a key has its public id, whatever they are: to look it up before the form is checked. */
export const publicIdIn = (presented: string): string => presented.slice(-PUBLIC_ID_FROM_END, -PUBLIC_ID_END_FROM_END);

/** Does it look like one of ours, whether its checksum is right or not? */
export const hasKeyShape = (presented: string): boolean =>
  presented.length <= MAXIMUM_KEY_LENGTH && SHAPE.test(presented);

/** What a presented string says of itself, or null when its form or checksum is wrong. Never asks the database (product G3). */
export function parseKey(presented: string): ParsedKey | null {
  if (!hasKeyShape(presented) || !hasChecksum(presented)) return null;
  const isLive = presented.startsWith("_live_", presented.length - PUBLIC_ID_FROM_END - "_live_".length);
  return { environment: isLive ? "live" : "test", publicId: publicIdIn(presented) };
}

/** How a secret is shown everywhere after its reveal: `myapi_live_****o5p6` (product S4). */
export const maskKey = (prefix: string, environment: Environment, lastFour: string): string =>
  `${prefix}_${environment}_****${lastFour}`;

/**
 * The one regular expression that matches every key of a deployment (product G4), for scanners and the docs page.
 * @param former prefixes of keys made before the deployment changed its own: they are secrets as much as the others
 */
export function keyPattern(prefix: string, former: readonly string[] = []): string {
  const begins = former.length === 0 ? prefix : `(?:${[prefix, ...former].join("|")})`;
  return `${begins}_(?:live|test)_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}`;
}
