import type { Finding } from "./finding";
import { hourAt, type KeyHours } from "./key-hours";
import { usual, usualRange } from "./usual";

// With fewer, a share says nothing.
export const ERROR_FLOOR = { responses: 50, failed: 20 };
// By how much, at least, the share has to rise.
const LEAST_RISE = 0.1;
const DEVIATIONS = 6;
const DAYS_BACK = 14;
// An hour of the past says something of what is usual from so many responses on; and so many such hours are needed.
const TELLING_RESPONSES = 10;
const LEAST_TELLING_HOURS = 24;
// Where it rose half as far on two other days, it is how this key is used.
const HABIT_DAYS = 2;

const share = (hours: KeyHours, i: number): number => (hours.failed[i] ?? 0) / (hours.responses[i] ?? 1);

function isHabit(hours: KeyHours, i: number, median: number, telling: readonly number[]): boolean {
  const days = new Set<number>();
  const halfAsBad = (median + share(hours, i)) / 2;
  for (const hour of telling) {
    if (i - hour >= 24 && share(hours, hour) >= halfAsBad) days.add(Math.floor((i - hour) / 24));
  }
  return days.size >= HABIT_DAYS;
}

/** A far larger share of failed responses, among those the provider's services reported, than this key usually has. */
export function errorJump(hours: KeyHours, i: number): Finding<"error_jump"> | null {
  const responses = hours.responses[i] ?? 0;
  const failed = hours.failed[i] ?? 0;
  if (responses < ERROR_FLOOR.responses || failed < ERROR_FLOOR.failed || failed < LEAST_RISE * responses) return null;
  const telling: number[] = [];
  for (let hour = Math.max(0, i - 24 * DAYS_BACK); hour < i; hour++) {
    if ((hours.responses[hour] ?? 0) >= TELLING_RESPONSES) telling.push(hour);
  }
  if (telling.length < LEAST_TELLING_HOURS) return null;
  const past = usual(
    Float64Array.from(telling, (hour) => share(hours, hour)),
    (median) => Math.sqrt((Math.max(median, 0.01) * (1 - median)) / responses),
  );
  const threshold = past.median + Math.max(LEAST_RISE, DEVIATIONS * past.deviation);
  if (failed / responses <= threshold || isHabit(hours, i, past.median, telling)) return null;
  const range = usualRange(past);
  return {
    ...hourAt(hours, i),
    excess: failed / responses / threshold,
    evidence: {
      kind: "error_jump",
      responses,
      failed,
      usual: { low: range.low, high: Math.min(1, range.high) },
      threshold,
    },
  };
}
