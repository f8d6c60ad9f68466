import { clock } from "@/lib/clock";
import { DomainError } from "@/lib/errors";

/** How long a proof of who somebody is serves for acts that nobody may do at an unlocked screen. */
export const FRESH_MS = 10 * 60_000;

/**
 * Asked before: revealing a retrievable secret, revoking many keys, ownership, the second factor. A session lives for weeks; these
 * want a proof of the last ten minutes.
 * @throws DomainError fresh_sign_in_required; the dashboard then asks for the proof and repeats the act
 */
export function requireFreshSignIn(who: { authenticatedAt: Date | null }): void {
  if (who.authenticatedAt !== null && clock.ms() - who.authenticatedAt.getTime() < FRESH_MS) return;
  throw new DomainError(
    "fresh_sign_in_required",
    who.authenticatedAt === null
      ? "An access token cannot do this. Sign in to the dashboard and do it there."
      : "Confirm that it is you, then do this again.",
  );
}
