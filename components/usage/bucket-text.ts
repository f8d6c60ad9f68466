import { localTime, offsetAt } from "@/lib/usage/local-time";
import { nextStart, type UsageRange } from "@/lib/usage/range";
import { DAY, HOUR } from "@/lib/usage/step";
import { dayStart, nextDayStart } from "@/lib/usage/zone";

/** How long the buckets of a chart are, and in whose time they are told. */
export type Buckets = Pick<UsageRange, "step" | "zone">;

// By hand, since server and browser may bring different versions of Intl's texts, and must agree.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const two = (n: number): string => String(n).padStart(2, "0");

function dayText(ms: number, zone: string, withYear = false): string {
  const { year, month, day } = localTime(ms, zone);
  return `${day} ${MONTHS[month - 1]}${withYear ? ` ${year}` : ""}`;
}

/** A day in words: "23 Nov 2026". */
export const dateText = (ms: number, zone: string): string => dayText(ms, zone, true);

function clockText(ms: number, zone: string): string {
  const { hour, minute } = localTime(ms, zone);
  return `${two(hour)}:${two(minute)}`;
}

/** "UTC+1", "UTC−3:30", "UTC". */
export function offsetText(ms: number, zone: string): string {
  const minutes = offsetAt(ms, zone);
  if (minutes === 0) return "UTC";
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? "−" : "+"}${Math.floor(size / 60)}${size % 60 === 0 ? "" : `:${two(size % 60)}`}`;
}

/** On a day on which the clocks are changed the same time may come twice: each is told with its offset. */
function exactClock(ms: number, day: number, zone: string): string {
  const text = clockText(ms, zone);
  return offsetAt(dayStart(day, zone), zone) === offsetAt(nextDayStart(day, zone), zone)
    ? text
    : `${text} ${offsetText(ms, zone)}`;
}

/** The label of an axis's tick. */
export const tick = (at: number, { step, zone }: Buckets, asDay: boolean): string =>
  step === "day" || asDay ? dayText(at, zone) : clockText(at, zone);

/** The bucket in words: "23 Nov, 14:00 – 14:30"; "25 Oct 2026 (25 hours)" for the day on which clocks are put back. */
export function bucketText(at: number, { step, zone }: Buckets): string {
  const end = nextStart(at, step, zone);
  if (step !== "day") return `${dayText(at, zone)}, ${exactClock(at, at, zone)} – ${exactClock(end, at, zone)}`;
  const length = end - at;
  return `${dayText(at, zone, true)}${length === DAY ? "" : ` (${length / HOUR} hours)`}`;
}

/** A stretch of time in words: "23 Nov 2026, 14:00 – 16:00"; the second day only where it is another. */
export function stretchText(from: number, to: number, zone: string): string {
  const [first, last] = [dayText(from, zone, true), dayText(to, zone, true)];
  const start = `${first}, ${exactClock(from, from, zone)}`;
  return `${start} – ${first === last ? "" : `${last}, `}${exactClock(to, to, zone)}`;
}

/** A moment in words, to the second: "23 Nov 2026, 14:00:07 UTC+1". */
export function momentText(ms: number, zone: string): string {
  // Zones are ahead of UTC by whole minutes.
  const seconds = two(Math.floor(ms / 1_000) % 60);
  return `${dayText(ms, zone, true)}, ${clockText(ms, zone)}:${seconds} ${offsetText(ms, zone)}`;
}
