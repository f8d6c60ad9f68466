/**
 * A DDSketch (Masson, Rim, Lee, VLDB 2019) with 1 % relative error, as a flat array of (bin, count) pairs, ascending by
 * bin: what the `latency` columns hold. Bin i counts the values in (γ^(i−1), γ^i], so merging adds counts of equal bins.
 */
export type Sketch = readonly number[];

/** A sketch while it is being filled: bin → count. */
export type SketchBins = Map<number, number>;

const RELATIVE_ERROR = 0.01;
const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_GAMMA = Math.log(GAMMA);

// Below a nanosecond (values are milliseconds) a latency is nothing; it has no logarithm at 0, so it gets a bin of its own.
const SMALLEST = 1e-6;
const ZERO_BIN = -1_000;
const LARGEST = 1e12;

/** Out-of-range values are clamped, not thrown: one strange report must not hold up a segment of good ones. */
function binOf(value: number): number {
  if (!(value >= SMALLEST)) return ZERO_BIN;
  return Math.ceil(Math.log(Math.min(value, LARGEST)) / LOG_GAMMA);
}

const binValue = (bin: number): number => (bin === ZERO_BIN ? 0 : (2 * GAMMA ** bin) / (GAMMA + 1));

export function addValue(bins: SketchBins, value: number, count = 1): void {
  const bin = binOf(value);
  bins.set(bin, (bins.get(bin) ?? 0) + count);
}

export function addSketch(bins: SketchBins, sketch: Sketch): void {
  for (let i = 0; i + 1 < sketch.length; i += 2) {
    const bin = sketch[i] as number;
    bins.set(bin, (bins.get(bin) ?? 0) + (sketch[i + 1] as number));
  }
}

export function addBins(bins: SketchBins, more: SketchBins): void {
  for (const [bin, count] of more) bins.set(bin, (bins.get(bin) ?? 0) + count);
}

export const toSketch = (bins: SketchBins): Sketch => [...bins].sort((a, b) => a[0] - b[0]).flat();

export function sketchOf(values: Iterable<number>): Sketch {
  const bins: SketchBins = new Map();
  for (const value of values) addValue(bins, value);
  return toSketch(bins);
}

/** The sketch of the union; the same as SQL's merge_latency. */
export function mergeSketches(...sketches: Sketch[]): Sketch {
  const bins: SketchBins = new Map();
  for (const sketch of sketches) addSketch(bins, sketch);
  return toSketch(bins);
}

/**
 * The value at the nearest rank ⌈q·n⌉, within 1 % of the exact one; null when nothing was counted.
 * @param q 0 to 1
 */
export function quantile(sketch: Sketch, q: number): number | null {
  let total = 0;
  for (let i = 1; i < sketch.length; i += 2) total += sketch[i] as number;
  if (total === 0) return null;
  // The small subtraction undoes products such as 0.07 × 100 = 7.000000000000001.
  const rank = Math.max(1, Math.ceil(q * total - 1e-9));
  let seen = 0;
  for (let i = 0; i + 1 < sketch.length; i += 2) {
    seen += sketch[i + 1] as number;
    if (seen >= rank) return binValue(sketch[i] as number);
  }
  return binValue(sketch[sketch.length - 2] as number);
}
