import type { NoticeFacts } from "./facts";
import { isInUse } from "./is-in-use";
import type { LookedAtKey } from "./look";

/** What a notice is about, as it is now; null: there is no such thing. */
export type AsItIs = {
  key: LookedAtKey | null;
  secretEndsAt: Date | null;
  alert: { mutedAt: Date | null; acknowledgedAt: Date | null } | null;
  endpointDisabledAt: Date | null;
};

const isSame = (now: Date | null, told: string): boolean => now?.getTime() === Date.parse(told);

/**
 * Pure: whether a notice that waits is still to be told. Not, when the key is revoked, its date has moved, the secret was rotated, the
 * grace extended or finished, the alert seen to, the endpoint enabled; and a reminder not once its deadline has passed, which has a notice of its own.
 * @param now milliseconds
 */
export function isStillTrue(
  facts: NoticeFacts,
  { key, secretEndsAt, alert, endpointDisabledAt }: AsItIs,
  now: number,
): boolean {
  // What was done about a leak was done, also to the key; what was not, somebody may have done since.
  if (facts.kind === "secret.leaked" && facts.evidence.response !== "alert") return true;
  if (key !== null && key.revokedAt !== null) return false;
  switch (facts.kind) {
    case "key.expiring":
      return key !== null && isSame(key.expiresAt, facts.deadline) && now < Date.parse(facts.deadline);
    case "key.expired":
      return key !== null && isSame(key.expiresAt, facts.deadline);
    case "rotation.due":
      return (
        key !== null && isInUse(key, now) && isSame(key.rotateBy, facts.deadline) && now < Date.parse(facts.deadline)
      );
    case "rotation.overdue":
      return key !== null && isInUse(key, now) && isSame(key.rotateBy, facts.deadline);
    case "grace.half_over":
    case "grace.nearly_over":
      return key !== null && isSame(secretEndsAt, facts.endsAt) && now < Date.parse(facts.endsAt);
    case "alert.opened":
      return alert !== null && alert.mutedAt === null && alert.acknowledgedAt === null;
    case "secret.leaked":
      return (
        alert !== null &&
        alert.mutedAt === null &&
        alert.acknowledgedAt === null &&
        (secretEndsAt === null || now < secretEndsAt.getTime())
      );
    case "webhook.disabled":
      return isSame(endpointDisabledAt, facts.disabledAt);
  }
}
