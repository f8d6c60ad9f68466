import { DAY } from "@/lib/usage/step";
import type { NoticeFacts } from "./facts";
import { isStillTrue } from "./is-still-true";
import type { LookedAtKey } from "./look";
import type { NoticeKind } from "./notice-kind";

/** The kinds that may be. */
export const PRESSING_KINDS: readonly NoticeKind[] = [
  "key.expiring",
  "key.expired",
  "rotation.due",
  "rotation.overdue",
];

/**
 * Pure: whether a notice is told on every page until its person has read it. The key expires or is to be rotated within a day, has
 * expired within the last one, or is overdue for rotation; and that still holds, since somebody may have dealt with it.
 * @param key as it is now
 * @param now milliseconds
 */
export function isPressing(facts: NoticeFacts, key: LookedAtKey, now: number): boolean {
  switch (facts.kind) {
    case "key.expiring":
    case "rotation.due":
      if (facts.days !== 1) return false;
      break;
    case "key.expired":
      if (now - Date.parse(facts.deadline) >= DAY) return false;
      break;
    case "rotation.overdue":
      break;
    default:
      return false;
  }
  return isStillTrue(facts, { key, secretEndsAt: null, alert: null, endpointDisabledAt: null }, now);
}
