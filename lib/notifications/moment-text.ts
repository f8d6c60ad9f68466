import { localTime } from "@/lib/usage/local-time";
import { DAY, HOUR, MINUTE } from "@/lib/usage/step";

// By hand, since server and browser may bring different versions of Intl's texts, and must agree.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (n: number): string => String(n).padStart(2, "0");

/** "12 Dec 2026 at 14:00", and that it is UTC where it is. @param zone an IANA name */
export function momentText(iso: string, zone: string): string {
  const { year, month, day, hour, minute } = localTime(Date.parse(iso), zone);
  return `${day} ${MONTHS[month - 1]} ${year} at ${two(hour)}:${two(minute)}${zone === "UTC" ? " UTC" : ""}`;
}

const UNITS = [
  [DAY, "day"],
  [HOUR, "hour"],
  [MINUTE, "minute"],
] as const;

/** "7 days", "5 hours": rounded to what a person says. Milliseconds; what is not ahead is "less than a minute". */
export function spanText(ms: number): string {
  // 23 hours and a half are a day: a mark is told some moments after it was reached.
  const [size, name] = UNITS.find(([unit]) => ms >= unit - unit / 48) ?? [0, ""];
  if (size === 0) return "less than a minute";
  const n = Math.max(1, Math.round(ms / size));
  return `${n} ${name}${n === 1 ? "" : "s"}`;
}
