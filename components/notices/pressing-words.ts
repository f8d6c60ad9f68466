import type { BriefNotice } from "@/lib/notifications/brief-notice";
import { GROUP_OF } from "@/lib/notifications/notice-kind";
import { noticeTitle } from "@/lib/notifications/notice-words";

/** What cannot wait in one line: the key by its name, or how many there are. Empty for none. @param now milliseconds */
export function pressingWords(notices: readonly Pick<BriefNotice, "facts" | "key">[], now: number): string {
  const [first] = notices;
  if (first === undefined) return "";
  const keys = new Set(notices.map(({ key }) => key?.id)).size;
  if (notices.length === 1) return `${noticeTitle({ facts: first.facts, keyLabel: first.key?.label ?? null }, now)}.`;
  const groups = new Set(notices.map(({ facts }) => GROUP_OF[facts.kind]));
  const [subject, verbs] =
    keys === 1 ? [`“${first.key?.label}”`, ["expires", "is"]] : [`${keys} keys`, ["expire", "are"]];
  const [expire, are] = verbs;
  if (groups.has("alerts")) {
    const leaked = `${keys === 1 ? "A secret" : "Secrets"} of ${subject} ${keys === 1 ? "has" : "have"} leaked and still ${keys === 1 ? "works" : "work"}`;
    return groups.size === 1 ? `${leaked}.` : `${leaked}, or a date is near or past.`;
  }
  if (!groups.has("rotation")) return `${subject} ${expire} within a day, or just did.`;
  if (!groups.has("expiry")) return `${subject} ${are} due for rotation within a day, or overdue.`;
  return `${subject} ${expire} or ${are} due for rotation within a day, or ${are} past it.`;
}
