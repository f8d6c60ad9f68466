import type { EmailMode, KeysToldOf, NoticePreference } from "@/lib/notifications/preference";
import { GROUP_WORDS } from "./group-words";

export const EMAIL_WORDS: Record<EmailMode, string> = { each: "At once", daily: "Daily", off: "Off" };
export const KEYS_WORDS: Record<KeysToldOf, string> = { all: "All of the team", own: "Only mine" };

/** What was just chosen, in the one thing that differs: "Expiry: mail at once". */
export function changeWords(before: NoticePreference, after: NoticePreference): string {
  const what =
    before.email !== after.email
      ? { each: "mail at once", daily: "mail once a day", off: "no mail" }[after.email]
      : before.dashboard !== after.dashboard
        ? after.dashboard
          ? "shown in the dashboard"
          : "not shown in the dashboard"
        : { all: "all keys of the team", own: "only keys you made" }[after.keys];
  return `${GROUP_WORDS[after.group].title}: ${what}`;
}
