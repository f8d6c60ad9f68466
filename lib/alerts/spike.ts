import type { Finding } from "./finding";
import { firstUsed, hourAt, type KeyHours } from "./key-hours";
import { usualRange } from "./usual";
import { usualAtHour } from "./usual-at-hour";

// Below it an hour is no spike, whatever was usual: small keys stay quiet.
export const LEAST_REQUESTS = 200;
const TIMES_THE_MEDIAN = 5;
const DEVIATIONS = 8;
// A key that did as much on two other days does it by habit: a batch, a monthly run.
const HABIT_DAYS_BACK = 65;
const HABIT_DAYS = 2;
const HOURS_DRAWN = 24;

/**
 * From where on an hour's requests are unusual; null: nothing is usual yet. The hours beside it count as well, since a job
 * that starts an hour early or late is no spike.
 */
function unusualFrom(requests: ArrayLike<number>, i: number, first: number): number | null {
  let threshold = 0;
  for (let hour = i - 1; hour <= i + 1; hour++) {
    const at = usualAtHour(requests, hour, first);
    if (at === null) return null;
    threshold = Math.max(threshold, TIMES_THE_MEDIAN * at.median, at.median + DEVIATIONS * at.deviation);
  }
  return threshold;
}

/** Did the key, on enough other days, make a comparable number of requests in an hour in which it usually does not? */
function isHabit(requests: ArrayLike<number>, i: number, first: number): boolean {
  const comparable = (requests[i] ?? 0) / TIMES_THE_MEDIAN;
  let days = 0;
  for (let day = 1; day <= HABIT_DAYS_BACK && days < HABIT_DAYS; day++) {
    for (let hour = i - 24 * day; hour > i - 24 * (day + 1) && hour > first; hour--) {
      if ((requests[hour] ?? 0) < comparable) continue;
      const threshold = unusualFrom(requests, hour, first);
      if (threshold === null || (requests[hour] ?? 0) <= threshold) continue;
      days++;
      break;
    }
  }
  return days >= HABIT_DAYS;
}

/** Far more requests in an hour than this key makes in it. An hour under way is found as soon as it has made too many. */
export function spike(hours: KeyHours, i: number): Finding<"spike"> | null {
  const requests = hours.requests[i] ?? 0;
  if (requests < LEAST_REQUESTS) return null;
  const first = firstUsed(hours, i);
  const usual = usualAtHour(hours.requests, i, first);
  const unusual = unusualFrom(hours.requests, i, first);
  if (usual === null || unusual === null) return null;
  const threshold = Math.max(LEAST_REQUESTS, unusual);
  if (requests <= threshold) return null;
  if (isHabit(hours.requests, i, first)) return null;
  const drawn = Array.from({ length: 2 * HOURS_DRAWN + 1 }, (_, k) => {
    const at = usualAtHour(hours.requests, i - HOURS_DRAWN + k, first) ?? usual;
    return usualRange(at);
  });
  return {
    ...hourAt(hours, i),
    excess: requests / threshold,
    evidence: {
      kind: "spike",
      requests,
      usual: usualRange(usual),
      threshold,
      around: { from: new Date(hourAt(hours, i - HOURS_DRAWN).from).toISOString(), usual: drawn },
    },
  };
}
