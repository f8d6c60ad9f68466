import type { LookedAtKey } from "./look";

/**
 * Whether not rotating the key can break anybody's calls: neither revoked, disabled nor past its expiry. A key that is refused only
 * since its rotation is overdue is in use.
 */
export const isInUse = ({ revokedAt, disabledAt, expiresAt }: LookedAtKey, now: number): boolean =>
  revokedAt === null && disabledAt === null && (expiresAt === null || now < expiresAt.getTime());
