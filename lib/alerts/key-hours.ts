import { HOUR } from "@/lib/usage/step";

/**
 * What a key did, hour by hour: element `i` of each list is the hour that begins at `from` + `i` hours. A rule is asked about
 * one of them and looks only at it and at those before.
 */
export type KeyHours = {
  /** Milliseconds, at a whole hour. */
  from: number;
  requests: ArrayLike<number>;
  refused: ArrayLike<number>;
  /** Responses that the provider's services reported, and how many of them were 4xx or 5xx. */
  responses: ArrayLike<number>;
  failed: ArrayLike<number>;
};

/** No rule looks further back, however much there is. */
export const DAYS_LOOKED_BACK = 90;
const HOURS_LOOKED_BACK = DAYS_LOOKED_BACK * 24;

export const hourAt = (hours: KeyHours, i: number): { from: number; to: number } => ({
  from: hours.from + i * HOUR,
  to: hours.from + (i + 1) * HOUR,
});

/** The first hour within reach of `i` in which the key was used; `i` when it was never used before. */
export function firstUsed({ requests }: KeyHours, i: number): number {
  let first = Math.max(0, i - HOURS_LOOKED_BACK);
  while (first < i && requests[first] === 0) first++;
  return first;
}
