import { type Usual, usual } from "./usual";

const DAY = 24;
const WEEK = 7 * DAY;
const MOST_WEEKS = 8;
const LEAST_WEEKS = 3;
const MOST_DAYS = 14;
const LEAST_DAYS = 7;

/** Events that come one by one vary by the root of their number. */
const leastDeviation = (median: number): number => Math.sqrt(Math.max(1, median));

/**
 * What is usual in hour `i`: the same hour of the week in up to eight weeks before; with less than three weeks of history
 * the same hour of the day and its neighbours in the days before.
 * @param first where the history begins
 * @returns null with less than a week of history: nothing is usual yet
 */
export function usualAtHour(values: ArrayLike<number>, i: number, first: number): Usual | null {
  const weeks = Math.min(MOST_WEEKS, Math.floor((i - first) / WEEK));
  if (weeks >= LEAST_WEEKS) {
    const same = new Float64Array(weeks);
    for (let week = 1; week <= weeks; week++) same[week - 1] = values[i - week * WEEK] ?? 0;
    return usual(same, leastDeviation);
  }
  // The hour before it, a day ago, is to lie within the history too.
  const days = Math.min(MOST_DAYS, Math.floor((i - first - 1) / DAY));
  if (days < LEAST_DAYS) return null;
  const near = new Float64Array(3 * days);
  for (let day = 1; day <= days; day++) {
    for (let off = -1; off <= 1; off++) near[3 * (day - 1) + off + 1] = values[i - day * DAY + off] ?? 0;
  }
  return usual(near, leastDeviation);
}
