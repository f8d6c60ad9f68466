import { MINUTE } from "./step";

/** What a clock and a calendar on the wall of a zone show; `month` counts from 1. */
export type LocalTime = { year: number; month: number; day: number; hour: number; minute: number };

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError when there is no such zone */
export function zoneFormat(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    formats.set(zone, format);
  }
  return format;
}

export function localTime(ms: number, zone: string): LocalTime {
  const found: LocalTime = { year: 0, month: 0, day: 0, hour: 0, minute: 0 };
  for (const { type, value } of zoneFormat(zone).formatToParts(ms))
    if (type in found) found[type as "day"] = Number(value);
  return found;
}

const asUtc = ({ year, month, day, hour, minute }: LocalTime): number => Date.UTC(year, month - 1, day, hour, minute);

/** How far the zone's clocks are ahead of UTC at that moment, in minutes. */
export const offsetAt = (ms: number, zone: string): number =>
  (asUtc(localTime(ms, zone)) - Math.floor(ms / MINUTE) * MINUTE) / MINUTE;

/**
 * The moment at which the zone's clocks show `local`. Where they show it twice, the first time; where they never do, since
 * they are put forward, the moment that would have been meant without it.
 */
export function momentOf(local: LocalTime, zone: string): number {
  const wanted = asUtc(local);
  // A change of the clocks is seldom nearer than a day to another, so one of the two offsets around it holds.
  const [before, after] = [wanted - 86_400_000, wanted + 86_400_000].map((ms) => wanted - offsetAt(ms, zone) * MINUTE);
  const shows = (ms: number) => asUtc(localTime(ms, zone)) === wanted;
  return [before, after].find((ms): ms is number => ms !== undefined && shows(ms)) ?? before ?? wanted;
}

const two = (n: number): string => String(n).padStart(2, "0");

/** "+01:00", or "Z" for UTC's own time. */
function offsetText(minutes: number): string {
  if (minutes === 0) return "Z";
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** ISO 8601 to the minute, without an offset, as an input of type datetime-local has it. */
export function localText(ms: number, zone: string): string {
  const { year, month, day, hour, minute } = localTime(ms, zone);
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** ISO 8601 with the zone's offset: "2026-11-24T00:00:00+01:00". To the minute: seconds are cut off. */
export const isoInZone = (ms: number, zone: string): string =>
  `${localText(ms, zone)}:00${offsetText(offsetAt(ms, zone))}`;
