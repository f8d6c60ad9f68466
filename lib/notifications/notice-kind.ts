// Free of Node: pages, mails and the domain read these lists.

/** What people choose about together. */
export const NOTICE_GROUPS = ["expiry", "rotation", "grace", "alerts", "webhooks"] as const;
export type NoticeGroup = (typeof NOTICE_GROUPS)[number];

/** Every kind of notice, and the group it belongs to. */
export const GROUP_OF = {
  "key.expiring": "expiry",
  "key.expired": "expiry",
  "rotation.due": "rotation",
  "rotation.overdue": "rotation",
  "grace.half_over": "grace",
  "grace.nearly_over": "grace",
  "alert.opened": "alerts",
  "secret.leaked": "alerts",
  "webhook.disabled": "webhooks",
} as const satisfies Record<string, NoticeGroup>;

export type NoticeKind = keyof typeof GROUP_OF;
export const NOTICE_KINDS = Object.keys(GROUP_OF) as NoticeKind[];

/** The kinds of a group. */
export const kindsOf = (group: NoticeGroup): NoticeKind[] => NOTICE_KINDS.filter((kind) => GROUP_OF[kind] === group);
