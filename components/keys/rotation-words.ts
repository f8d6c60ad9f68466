import type { KeyView } from "@/lib/keys/view";
import type { PolicyInForce } from "@/lib/policies/policy";
import { daysInWords } from "@/lib/policies/policy-words";

type Rotated = Pick<KeyView, "status" | "endedBy" | "expiresAt" | "rotateBy" | "rotationEnforced">;

/** Where a key stands with its rotation; null where nobody asks for one, or a new secret would not help it. */
export function rotationState(key: Rotated, now: number): "due" | "overdue" | "ended" | null {
  if (key.endedBy === "rotation") return "ended";
  if (key.rotateBy === null || key.status === "revoked" || key.status === "expired") return null;
  return Date.parse(key.rotateBy) <= now ? "overdue" : "due";
}

/** Does an enforced rotation end the key before its expiry does? Then that is the date that counts. */
export const endsByRotation = ({ expiresAt, rotateBy, rotationEnforced }: Rotated): boolean =>
  rotationEnforced && rotateBy !== null && (expiresAt === null || Date.parse(rotateBy) < Date.parse(expiresAt));

/** "every 90 days, set by the provider": where the date comes from. */
export const askedInWords = ({ rotateEveryDays, setBy }: PolicyInForce): string =>
  rotateEveryDays === null
    ? ""
    : `every ${daysInWords(rotateEveryDays)}, set by the ${setBy.rotateEveryDays ?? "provider"}`;
