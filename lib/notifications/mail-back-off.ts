import { DAY, MINUTE } from "@/lib/usage/step";

const WAITS = [0.5 * MINUTE, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE] as const;
const GIVEN_UP_AFTER = DAY;
/** Whatever the clock says: a mail has been tried a few times before it is given up. */
const FEWEST_ATTEMPTS = WAITS.length;

/**
 * When a mail that failed is attempted again; null: it is given up, a day after it was first due.
 * @param attempts so far, the failed one among them
 * @param now milliseconds
 */
export function nextAttempt(mail: { attempts: number; createdAt: Date }, now: number): Date | null {
  if (mail.attempts >= FEWEST_ATTEMPTS && now - mail.createdAt.getTime() >= GIVEN_UP_AFTER) return null;
  return new Date(now + (WAITS[mail.attempts - 1] ?? WAITS[WAITS.length - 1] ?? 0));
}
