import {
  Bed,
  CalendarOff,
  CircleDashed,
  HistoryIcon,
  type LucideIcon,
  Moon,
  ScanLine,
  ShieldOff,
  UserX,
} from "lucide-react";
import type { FindingKind, ReviewAct } from "@/lib/key-review/findings";

/** Each finding in a word or two, with its sign; a risk is coloured, what is only untidy is not. */
export const FINDING_WORDS: Record<FindingKind, { title: string; icon: LucideIcon; risk: boolean }> = {
  "never-used": { title: "Never used", icon: CircleDashed, risk: false },
  "idle-90": { title: "Idle 90 days", icon: Bed, risk: false },
  "idle-30": { title: "Idle 30 days", icon: Moon, risk: false },
  "creator-left": { title: "Creator left", icon: UserX, risk: true },
  "old-secret": { title: "Old secret", icon: HistoryIcon, risk: true },
  "no-allow-list": { title: "No allow list", icon: ShieldOff, risk: true },
  "broad-scopes": { title: "Broad scopes", icon: ScanLine, risk: true },
  "no-expiry": { title: "No expiry", icon: CalendarOff, risk: false },
};

/** What the button says for one key, and for several. */
export const ACT_WORDS: Record<ReviewAct, { one: string; many: string }> = {
  revoke: { one: "Revoke key", many: "Revoke keys" },
  disable: { one: "Disable key", many: "Disable keys" },
  "set-expiry": { one: "Set expiry", many: "Set expiry" },
  "drop-scopes": { one: "Drop unused scopes", many: "Drop unused scopes" },
  rotate: { one: "Rotate key", many: "Rotate keys" },
  edit: { one: "Edit key", many: "Edit keys" },
};

export const keysInWords = (count: number): string => `${count.toLocaleString("en")} ${count === 1 ? "key" : "keys"}`;
