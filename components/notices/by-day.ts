import { localTime } from "@/lib/usage/local-time";
import { DAY } from "@/lib/usage/step";

// By hand, since server and browser may bring different versions of Intl's texts, and must agree.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dayOf(ms: number, zone: string): string {
  const { year, month, day } = localTime(ms, zone);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/**
 * Parts of a list that is sorted by time, by the days of a zone: "Today", "Yesterday", "12 Nov 2026".
 * @param now milliseconds
 */
export function byDay<T extends { createdAt: string }>(
  items: readonly T[],
  zone: string,
  now: number,
): { day: string; items: T[] }[] {
  const today = dayOf(now, zone);
  // A day has 23 to 25 hours: noon of today, less a day, is yesterday everywhere.
  const { hour } = localTime(now, zone);
  const yesterday = dayOf(now - DAY - (hour - 12) * 3_600_000, zone);
  const days: { day: string; items: T[] }[] = [];
  for (const item of items) {
    const date = dayOf(Date.parse(item.createdAt), zone);
    const day = date === today ? "Today" : date === yesterday ? "Yesterday" : date;
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}
