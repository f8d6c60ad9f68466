import { DAY } from "@/lib/usage/step";
import type { NoticeFacts } from "./facts";
import { type AsItIs, isStillTrue } from "./is-still-true";
import type { LookedAtKey } from "./look";
import type { NoticeKind } from "./notice-kind";

export type LeakAsItIs = Pick<AsItIs, "alert" | "secretEndsAt">;
const UNKNOWN: LeakAsItIs = { alert: null, secretEndsAt: null };

/** The kinds that may be. */
export const PRESSING_KINDS: readonly NoticeKind[] = [
  "key.expiring",
  "key.expired",
  "rotation.due",
  "rotation.overdue",
  "secret.leaked",
];

/**
 * Pure: whether a notice is told on every page until its person has read it. The key expires or is to be rotated within a day, has
 * expired within the last one, is overdue for rotation, or has a secret that has leaked and still works; and that still holds, since
 * somebody may have dealt with it.
 * @param key as it is now
 * @param leak what a leak is about, as it is now
 * @param now milliseconds
 */
export function isPressing(facts: NoticeFacts, key: LookedAtKey, now: number, leak: LeakAsItIs = UNKNOWN): boolean {
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
    case "secret.leaked":
      if (facts.evidence.response !== "alert") return false;
      break;
    default:
      return false;
  }
  return isStillTrue(facts, { key, ...leak, endpointDisabledAt: null }, now);
}
