import { localTime, zoneFormat } from "./local-time";
import { DAY, HOUR, MINUTE } from "./step";

export const UTC = "UTC";

/** Is this a time zone's name in the IANA database? Offsets such as "+02:00" are none: they have no daylight saving time. */
export function isZone(name: string): boolean {
  if (name.length > 64 || !/^[A-Za-z]/.test(name)) return false;
  try {
    zoneFormat(name);
    return true;
  } catch {
    return false;
  }
}

/** The zone's calendar day at that moment, as the milliseconds at which the day of that date begins in UTC. */
function localDay(ms: number, zone: string): number {
  const { year, month, day } = localTime(ms, zone);
  return Date.UTC(year, month - 1, day);
}

/** The first moment of a calendar day in a zone: 00:00, or later where the clocks are put forward at midnight. */
function beginning(day: number, zone: string): number {
  // Offsets lie between −12 and +14 hours, and days begin at whole minutes.
  let before = day - 15 * HOUR;
  let reached = day + 13 * HOUR;
  while (reached - before > MINUTE) {
    const middle = before + Math.floor((reached - before) / 2 / MINUTE) * MINUTE;
    if (localDay(middle, zone) >= day) reached = middle;
    else before = middle;
  }
  return reached;
}

const MOST_REMEMBERED = 10_000;
const beginnings = new Map<string, number>();

function beginningOf(day: number, zone: string): number {
  if (zone === UTC) return day;
  const key = `${day} ${zone}`;
  let found = beginnings.get(key);
  if (found === undefined) {
    found = beginning(day, zone);
    if (beginnings.size >= MOST_REMEMBERED) beginnings.clear();
    beginnings.set(key, found);
  }
  return found;
}

/** When the zone's day that contains `ms` began. */
export const dayStart = (ms: number, zone: string): number => beginningOf(localDay(ms, zone), zone);

/** When the zone's day after the one that contains `ms` begins: 23, 24 or 25 hours after this one's beginning, as a rule. */
export const nextDayStart = (ms: number, zone: string): number => beginningOf(localDay(ms, zone) + DAY, zone);

// Where some zone's midnight falls within an hour of UTC, as minutes of the UTC day. zone.test.ts holds the list to the time
// zone database: these are Newfoundland, Marquesas, Chatham, South Australia, Eucla, Myanmar, Nepal, India, Afghanistan, Iran.
const MIDNIGHTS_WITHIN_HOURS = [
  [2, 30],
  [3, 30],
  [9, 30],
  [10, 15],
  [11, 15],
  [13, 30],
  [14, 30],
  [15, 15],
  [17, 30],
  [18, 15],
  [18, 30],
  [19, 30],
  [20, 30],
].map(([hour = 0, minute = 0]) => hour * HOUR + minute * MINUTE);

/**
 * The piece of an hour that `ms` falls into: hours of UTC, cut where a day begins somewhere within them. So the days of every
 * zone are whole pieces, at 37 rows a day where quarters of an hour would be 96.
 */
export function pieceStart(ms: number): number {
  const hour = Math.floor(ms / HOUR) * HOUR;
  const day = Math.floor(ms / DAY) * DAY;
  let start = hour;
  for (const cut of MIDNIGHTS_WITHIN_HOURS) if (day + cut > start && day + cut <= ms) start = day + cut;
  return start;
}

/** When the piece after the one that contains `ms` begins. */
export function pieceEnd(ms: number): number {
  const hour = Math.floor(ms / HOUR) * HOUR;
  const day = Math.floor(ms / DAY) * DAY;
  return Math.min(hour + HOUR, ...MIDNIGHTS_WITHIN_HOURS.map((cut) => day + cut).filter((at) => at > ms));
}
