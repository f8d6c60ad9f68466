import type { NoticeGroup } from "@/lib/notifications/notice-kind";

/** What people choose about together: its name, and what is told. */
export const GROUP_WORDS: Record<NoticeGroup, { title: string; tells: string }> = {
  expiry: { title: "Expiry", tells: "A key expires in 30 days, 7 days or 1 day, or has expired." },
  rotation: {
    title: "Rotation policy",
    tells: "A key is to be rotated within 30 days, 7 days or 1 day, or is overdue.",
  },
  grace: {
    title: "Old secrets",
    tells: "Half, or 90 %, of a rotation's grace is over and the old secret is still in use.",
  },
  alerts: { title: "Unusual activity and leaks", tells: "An alert was opened, or a secret was reported as leaked." },
  webhooks: { title: "Webhooks", tells: "An endpoint was disabled after days of failed deliveries." },
};
