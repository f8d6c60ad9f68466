const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How a secret was called before it was replaced. Milliseconds. */
export type SecretRhythm = {
  /** How long it was watched: since it was made, at most a week. */
  watched: number;
  /** Between two calls in its last day, on average; null without a call. */
  usualPause: number | null;
  /** The longest time without a call between two calls, to the hour; 0: less than an hour. */
  longestPause: number;
  /** In how many hours it was called. */
  activeHours: number;
};

/**
 * Pure: the rhythm of a secret out of its buckets.
 * @param buckets in order, with their beginnings in milliseconds; `length`: theirs, in milliseconds, an hour or part of one
 * @param from when the watch began, and `to` when it ended, in milliseconds
 */
export function secretRhythm(
  buckets: readonly { at: number; requests: number }[],
  length: number,
  from: number,
  to: number,
): SecretRhythm {
  const active = buckets.filter(({ requests }) => requests > 0);
  const longest = Math.max(0, ...active.map(({ at }, i) => at - (active[i - 1]?.at ?? at)));
  const dayFrom = Math.max(from, to - DAY);
  const calls = buckets.filter(({ at }) => at + length > dayFrom).reduce((sum, { requests }) => sum + requests, 0);
  return {
    watched: to - from,
    usualPause: calls === 0 ? null : (to - dayFrom) / calls,
    // Hours that follow one another hold no pause of an hour for certain.
    longestPause: longest < 2 * HOUR ? 0 : longest,
    activeHours: new Set(active.map(({ at }) => Math.floor(at / HOUR))).size,
  };
}
