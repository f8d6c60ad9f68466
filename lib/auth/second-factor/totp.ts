import { timingSafeEqual } from "node:crypto";
import { Secret, TOTP } from "otpauth";

const STEP_MS = 30_000;
/** Clocks differ: the step before and the step after count too (RFC 6238 §5.2). */
const STEPS_OFF = 1;

/** 160 random bits, as RFC 4226 §4 recommends, in base32: what an authenticator app takes. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** SHA-1, six digits, 30 seconds: the one variant that every authenticator app reads. */
const totp = (secret: string, names: { issuer?: string; label?: string } = {}): TOTP =>
  new TOTP({ ...names, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: STEP_MS / 1_000 });

/** What the QR code holds. */
export const totpUri = (secret: string, names: { issuer: string; label: string }): string =>
  totp(secret, names).toString();

/** The code of a moment, in milliseconds since the epoch. */
export const totpCode = (secret: string, ms: number): string => totp(secret).generate({ timestamp: ms });

/**
 * Pure: the time step this code belongs to, or null when it is of none that counts. A step at or before `lastStep` was used, or
 * passed over; neither counts again.
 */
export function stepOf(secret: string, code: string, ms: number, lastStep: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const now = Math.floor(ms / STEP_MS);
  let found: number | null = null;
  // Every step is tried whichever matched, so that the time says nothing.
  for (let step = now - STEPS_OFF; step <= now + STEPS_OFF; step++) {
    const equal = timingSafeEqual(Buffer.from(totpCode(secret, step * STEP_MS)), Buffer.from(code));
    if (equal && step > lastStep) found = step;
  }
  return found;
}
