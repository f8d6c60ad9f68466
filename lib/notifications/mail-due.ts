import { DAY, HOUR } from "@/lib/usage/step";
import type { NoticeFacts } from "./facts";
import type { EmailMode } from "./preference";

/** When digests go, after midnight UTC. */
const DIGEST_HOUR = 8 * HOUR;

/** What cannot wait until the next morning. */
function isUrgent(facts: NoticeFacts): boolean {
  switch (facts.kind) {
    case "key.expiring":
    case "rotation.due":
      return facts.days === 1;
    case "key.expired":
    case "rotation.overdue":
    case "grace.nearly_over":
    case "secret.leaked":
      return true;
    default:
      return false;
  }
}

/** From when on a notice made at `now` may be mailed to somebody who chose this; null: never. */
export function mailDue(facts: NoticeFacts, mode: EmailMode, now: Date): Date | null {
  if (mode === "off") return null;
  if (mode === "each" || isUrgent(facts)) return now;
  return new Date(Math.ceil((now.getTime() - DIGEST_HOUR) / DAY) * DAY + DIGEST_HOUR);
}
