import { randomBytes } from "node:crypto";
import { hashToken } from "@/lib/keys/hash";

export const RECOVERY_CODES = 10;
/** Crockford's: no i, l, o, u, so that a code copied by hand is read back as it was. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** 80 random bits in four groups of four. */
export function newRecoveryCode(): string {
  // 256 is a multiple of 32, so that no character is likelier than another.
  const characters = Array.from(randomBytes(16), (byte) => ALPHABET[byte % 32]).join("");
  return characters.replace(/.{4}(?=.)/g, "$&-");
}

/** As it was typed, or null for what cannot be one. */
function normalise(typed: string): string | null {
  const bare = typed.toLowerCase().replace(/[\s-]/g, "").replace(/[il]/g, "1").replace(/o/g, "0");
  return bare.length === 16 && [...bare].every((character) => ALPHABET.includes(character)) ? bare : null;
}

/** What is stored, and looked up by; null for what cannot be a recovery code. */
export function hashRecoveryCode(typed: string): Uint8Array<ArrayBuffer> | null {
  const bare = normalise(typed);
  return bare === null ? null : new Uint8Array(hashToken(bare));
}
