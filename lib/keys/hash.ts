import { createHmac, hash, timingSafeEqual } from "node:crypto";

/** Versioned peppers (LATCHKEY_PEPPERS); the highest version hashes new secrets, the others still verify old ones. */
export type Peppers = ReadonlyMap<number, Buffer>;

export type SecretHash = { hash: Buffer; pepperVersion: number | null };

const digest = (plaintext: string, pepper: Buffer | null): Buffer =>
  pepper === null ? hash("sha256", plaintext, "buffer") : createHmac("sha256", pepper).update(plaintext).digest();

/** SHA-256 of the whole secret, or HMAC-SHA-256 with the newest pepper when there is one (product S2). */
export function hashSecret(plaintext: string, peppers: Peppers): SecretHash {
  if (peppers.size === 0) return { hash: digest(plaintext, null), pepperVersion: null };
  const pepperVersion = Math.max(...peppers.keys());
  return { hash: digest(plaintext, peppers.get(pepperVersion) as Buffer), pepperVersion };
}

/**
 * Compares in constant time.
 * @throws Error when the stored hash names a pepper that is not configured: the operator's trouble, not the caller's.
 */
export function matchesHash(plaintext: string, stored: SecretHash, peppers: Peppers): boolean {
  const pepper = stored.pepperVersion === null ? null : peppers.get(stored.pepperVersion);
  if (pepper === undefined) {
    throw new Error(
      `Pepper v${stored.pepperVersion} is missing from LATCHKEY_PEPPERS: secrets made with it cannot be checked.`,
    );
  }
  return timingSafeEqual(digest(plaintext, pepper), stored.hash);
}

/** Service and access tokens are long random strings too; they are looked up by this hash. */
export const hashToken = (plaintext: string): Buffer => digest(plaintext, null);
