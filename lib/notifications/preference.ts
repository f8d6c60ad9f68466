import type { Role } from "@/lib/auth/role";
import type { NoticeGroup } from "./notice-kind";

// Pure: the page of preferences shows these defaults, the domain follows them.

/**
 * `each`: at once. `daily`: collected, once a day at 08:00 UTC; what cannot wait a day (the last day before a deadline, the
 * deadline itself, a grace nearly over) goes at once all the same. `off`: no mail.
 */
export const EMAIL_MODES = ["each", "daily", "off"] as const;
export type EmailMode = (typeof EMAIL_MODES)[number];

/** Of which keys somebody is told: all of the team's, or those they created and may act on. */
export const KEYS_TOLD_OF = ["all", "own"] as const;
export type KeysToldOf = (typeof KEYS_TOLD_OF)[number];

export type NoticePreference = { group: NoticeGroup; email: EmailMode; dashboard: boolean; keys: KeysToldOf };

/** What holds for a member who has chosen nothing. */
export const DEFAULT_EMAIL: Readonly<Record<NoticeGroup, EmailMode>> = {
  expiry: "daily",
  rotation: "daily",
  grace: "each",
  alerts: "each",
  webhooks: "each",
};

export const defaultPreference = (role: Role, group: NoticeGroup): NoticePreference => ({
  group,
  email: DEFAULT_EMAIL[group],
  dashboard: true,
  keys: role === "owner" || role === "admin" ? "all" : "own",
});
