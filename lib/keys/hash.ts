import { createHmac, hash } from "node:crypto";

/** Versioned peppers (LATCHKEY_PEPPERS); the highest version hashes new secrets, the others still verify old ones. */
export type Peppers = ReadonlyMap<number, Buffer>;

export type SecretHash = { hash: Buffer; pepperVersion: number | null };

// One byte a character ("binary" is latin1): as a Buffer the same digest takes more than twice as long to make.
const digest = (plaintext: string, pepper: Buffer | null): string =>
  pepper === null
    ? hash("sha256", plaintext, "binary")
    : createHmac("sha256", pepper).update(plaintext).digest("binary");

/** SHA-256 of the whole secret, or HMAC-SHA-256 with the newest pepper when there is one (product S2). */
export function hashSecret(plaintext: string, peppers: Peppers): SecretHash {
  if (peppers.size === 0) return { hash: hashToken(plaintext), pepperVersion: null };
  const pepperVersion = Math.max(...peppers.keys());
  return { hash: Buffer.from(digest(plaintext, peppers.get(pepperVersion) as Buffer), "latin1"), pepperVersion };
}

/** A stored hash names a pepper that is not configured: the operator's trouble, never the caller's. */
export class MissingPepper extends Error {
  override readonly name = "MissingPepper";
  constructor(version: number | null) {
    super(`Pepper v${version} is missing from LATCHKEY_PEPPERS: secrets made with it cannot be checked.`);
  }
}

/**
 * Compares in constant time.
 * @throws MissingPepper
 */
export function matchesHash(plaintext: string, stored: SecretHash, peppers: Peppers): boolean {
  const pepper = stored.pepperVersion === null ? null : peppers.get(stored.pepperVersion);
  if (pepper === undefined) throw new MissingPepper(stored.pepperVersion);
  return areEqual(digest(plaintext, pepper), stored.hash);
}

/** Every byte is compared whatever the first ones were, so that the time says nothing. */
function areEqual(made: string, stored: Buffer): boolean {
  let difference = made.length ^ stored.length;
  for (let i = 0; i < made.length; i++) difference |= made.charCodeAt(i) ^ (stored[i] as number);
  return difference === 0;
}

/** Service and access tokens are long random strings too; they are looked up by this hash. */
export const hashToken = (plaintext: string): Buffer => Buffer.from(digest(plaintext, null), "latin1");
