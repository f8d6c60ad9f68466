const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

/**
 * When each attempt is made, counted from the first: quickly again, since most trouble is over in seconds, then ever later, for a
 * day (Standard Webhooks, "Retry schedule").
 */
export const SCHEDULE_MS: readonly number[] = [
  ...[0, 5 * SECOND, 5 * MINUTE, 30 * MINUTE],
  ...[2 * HOUR, 5 * HOUR, 10 * HOUR, 24 * HOUR],
];
/** A retry is put off by up to a tenth of its wait, so that what failed together does not come back together. */
const JITTER = 0.1;
const LATEST_MS = SCHEDULE_MS.at(-1) as number;
const SHORTEST_WAIT_MS = 5 * SECOND;

/**
 * When to try again; null: it was the last attempt.
 * @param attempts how many were made, the one that has just failed included
 * @param random from 0 to 1
 * @param retryAfterMs what the answer asked for; it puts off the next attempt, never past the last one's time
 */
export function nextAttempt(
  attempts: number,
  firstAt: Date,
  now: Date,
  random: number,
  retryAfterMs: number | null = null,
): Date | null {
  const offset = SCHEDULE_MS[attempts];
  const last = firstAt.getTime() + LATEST_MS;
  if (offset === undefined || now.getTime() >= last) return null;
  const wait = offset - (SCHEDULE_MS[attempts - 1] ?? 0);
  // Of the last one nothing is added: "for a day" is a promise.
  const planned = Math.min(firstAt.getTime() + offset + wait * JITTER * random, last);
  const asked = Math.min(now.getTime() + (retryAfterMs ?? 0), last);
  return new Date(Math.max(planned, asked, now.getTime() + SHORTEST_WAIT_MS));
}

/** `Retry-After` in milliseconds: seconds, or a date (RFC 9110 §10.2.3). Null: not there, or neither. */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * SECOND;
  const at = /^[A-Z][a-z]{2}, \d/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
