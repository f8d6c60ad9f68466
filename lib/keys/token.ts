import { checksum, randomBase62 } from "./format";
import { hashToken } from "./hash";

export type TokenKind = "service" | "access";

/** `lk_service_…` or `lk_access_…`: 256 bits and a checksum, stored only as its hash, like a key's secret. */
export function generateToken(kind: TokenKind): { plaintext: string; hash: Buffer; lastFour: string } {
  const body = `lk_${kind}_${randomBase62(43)}`;
  const plaintext = body + checksum(body);
  return { plaintext, hash: hashToken(plaintext), lastFour: plaintext.slice(-4) };
}

/** False for what cannot be such a token, without asking the database. */
export function isToken(kind: TokenKind, presented: string): boolean {
  const prefix = `lk_${kind}_`;
  if (presented.length !== prefix.length + 49 || !presented.startsWith(prefix)) return false;
  return checksum(presented.slice(0, -6)) === presented.slice(-6);
}
