import { checksum, hasChecksum, randomBase62 } from "./format";
import { hashToken } from "./hash";

export type TokenKind = "service" | "access" | "invitation";

/** `lk_service_…`, `lk_access_…`, `lk_invitation_…`: 256 bits and a checksum, stored only as its hash, like a key's secret. */
export function generateToken(kind: TokenKind): { plaintext: string; hash: Buffer; lastFour: string } {
  const body = `lk_${kind}_${randomBase62(43)}`;
  const plaintext = body + checksum(body);
  return { plaintext, hash: hashToken(plaintext), lastFour: plaintext.slice(-4) };
}

/** False for what cannot be such a token, without asking the database. */
export function isToken(kind: TokenKind, presented: string): boolean {
  const prefix = `lk_${kind}_`;
  if (presented.length !== prefix.length + 49 || !presented.startsWith(prefix)) return false;
  return hasChecksum(presented);
}
