import {
  CalendarClock,
  CalendarX,
  Hourglass,
  KeyRound,
  type LucideIcon,
  Megaphone,
  RefreshCw,
  RefreshCwOff,
  ShieldAlert,
  Unplug,
} from "lucide-react";
import type { NoticeFacts } from "@/lib/notifications/facts";
import type { NoticeKind } from "@/lib/notifications/notice-kind";

const ICONS: Record<NoticeKind, LucideIcon> = {
  "key.expiring": CalendarClock,
  "key.expired": CalendarX,
  "rotation.due": RefreshCw,
  "rotation.overdue": RefreshCwOff,
  "grace.half_over": KeyRound,
  "grace.nearly_over": Hourglass,
  "alert.opened": ShieldAlert,
  "secret.leaked": Megaphone,
  "webhook.disabled": Unplug,
};

/** Red where calls are refused, amber where they soon may be. */
function inkOf(facts: NoticeFacts): string {
  switch (facts.kind) {
    case "key.expired":
    case "secret.leaked":
      return "text-danger";
    case "rotation.overdue":
      return facts.enforced ? "text-danger" : "text-warning";
    case "key.expiring":
    case "rotation.due":
      return facts.days === 1 ? "text-warning" : "text-muted";
    case "grace.half_over":
      return "text-muted";
    default:
      return "text-warning";
  }
}

/** How a notice is drawn beside its words. */
export const noticeLook = (facts: NoticeFacts): { icon: LucideIcon; ink: string } => ({
  icon: ICONS[facts.kind],
  ink: inkOf(facts),
});
