/** A typical value and how far values usually lie from it. */
export type Usual = { median: number; deviation: number };

/** Of values in ascending order. */
const middle = (sorted: ArrayLike<number>): number => {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
};

// Of normally distributed values, this times the median absolute deviation is the standard deviation.
const AS_STANDARD = 1.4826;

/** Median and median absolute deviation: half of the values may be anything, and an incident of the past does not move them. */
export function usual(values: Float64Array, least: (median: number) => number): Usual {
  values.sort();
  const median = middle(values);
  for (let i = 0; i < values.length; i++) values[i] = Math.abs((values[i] ?? 0) - median);
  values.sort();
  return { median, deviation: Math.max(AS_STANDARD * middle(values), least(median)) };
}

/** Where values usually lie, for people: nineteen of twenty, were they normally distributed. */
export const usualRange = ({ median, deviation }: Usual): { low: number; high: number } => ({
  low: Math.max(0, median - 2 * deviation),
  high: median + 2 * deviation,
});
