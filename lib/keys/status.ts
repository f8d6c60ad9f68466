/** The facts a key's status follows from; dates, never a stored status (contract, lifecycle invariant 1). */
export type KeyFacts = { revokedAt: Date | null; expiresAt: Date | null; disabledAt: Date | null };
export type KeyStatus = "active" | "disabled" | "expired" | "revoked";

/** The one place a key's status comes from: badge, filter, gateway and API alike. What cannot be undone wins. */
export function keyStatus(key: KeyFacts, now: number): KeyStatus {
  if (key.revokedAt !== null) return "revoked";
  if (key.expiresAt !== null && now >= key.expiresAt.getTime()) return "expired";
  if (key.disabledAt !== null) return "disabled";
  return "active";
}

export const SECRET_STATUSES = ["current", "ending", "ended"] as const;
export type SecretStatus = (typeof SECRET_STATUSES)[number];

/** `ending`: still accepted, in a rotation's grace. `ended`: never accepted again. */
export function secretStatus(secret: { endsAt: Date | null }, now: number): SecretStatus {
  if (secret.endsAt === null) return "current";
  return now >= secret.endsAt.getTime() ? "ended" : "ending";
}
