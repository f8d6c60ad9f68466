/** When a key that is not revoked or disabled stops being accepted: `expiresAt` is that end, whatever sets it. */
export type KeyLife = { revokedAt: Date | null; expiresAt: Date | null; disabledAt: Date | null };

/** The facts a key's status follows from; dates, never a stored status (contract, lifecycle invariant 1). */
export type KeyFacts = KeyLife & { rotateBy: Date | null; rotationEnforced: boolean };
export type KeyStatus = "active" | "disabled" | "expired" | "revoked";

/** The end of a key's life: its expiry, or before it the date of a rotation that is enforced. */
export function keyEnd({
  expiresAt,
  rotateBy,
  rotationEnforced,
}: Omit<KeyFacts, "revokedAt" | "disabledAt">): Date | null {
  if (!rotationEnforced || rotateBy === null) return expiresAt;
  return expiresAt !== null && expiresAt <= rotateBy ? expiresAt : rotateBy;
}

/** The status of a key whose end is known, as the gateway reads it. What cannot be undone wins. */
export function lifeStatus(key: KeyLife, now: number): KeyStatus {
  if (key.revokedAt !== null) return "revoked";
  if (key.expiresAt !== null && now >= key.expiresAt.getTime()) return "expired";
  if (key.disabledAt !== null) return "disabled";
  return "active";
}

/** The one place a key's status comes from: badge, filter, gateway and API alike. */
export const keyStatus = (key: KeyFacts, now: number): KeyStatus => lifeStatus({ ...key, expiresAt: keyEnd(key) }, now);

/** Refused only because its rotation is overdue: a rotation cures it. */
export const isEndedByRotation = (key: KeyFacts, now: number): boolean =>
  keyStatus(key, now) === "expired" && (key.expiresAt === null || now < key.expiresAt.getTime());

export const SECRET_STATUSES = ["current", "ending", "ended"] as const;
export type SecretStatus = (typeof SECRET_STATUSES)[number];

/** `ending`: still accepted, in a rotation's grace. `ended`: never accepted again. */
export function secretStatus(secret: { endsAt: Date | null }, now: number): SecretStatus {
  if (secret.endsAt === null) return "current";
  return now >= secret.endsAt.getTime() ? "ended" : "ending";
}
