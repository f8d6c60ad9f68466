/** Uniform numbers in [0, 1) that are the same at every run (mulberry32), so that the demo looks the same to everybody. */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A standard normal number (Box and Muller). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** How many independent events happen where `mean` are expected. */
export function poisson(random: Random, mean: number): number {
  if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  let count = 0;
  for (let product = random(), limit = Math.exp(-mean); product > limit; product *= random()) count++;
  return count;
}

/** `total` shared out by weight; the parts add up to it exactly. */
export function share(random: Random, total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (total === 0 || sum === 0) return weights.map(() => 0);
  const offset = random();
  let reached = 0;
  let given = 0;
  return weights.map((weight, i) => {
    reached += weight / sum;
    const upTo = i === weights.length - 1 ? total : Math.min(total, Math.floor(total * reached + offset));
    const part = Math.max(0, upTo - given);
    given += part;
    return part;
  });
}
