import { ByteReader, ByteWriter } from "./varint";

/**
 * A DDSketch (Masson, Rim, Lee, VLDB 2019) with 1 % relative error: bin → count. Bin i counts the values in (γ^(i−1), γ^i],
 * so merging adds counts of equal bins.
 */
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

export function addBins(bins: SketchBins, more: SketchBins): void {
  for (const [bin, count] of more) bins.set(bin, (bins.get(bin) ?? 0) + count);
}

const ascending = (bins: SketchBins): [number, number][] => [...bins].sort((a, b) => a[0] - b[0]);

/**
 * As hex of what the `latency` columns hold: the number of bins, then each bin as the distance from the one before and its
 * count. Such texts one after the other are their sum, so that SQL merges by concatenation.
 */
export function encodeSketch(bins: SketchBins): string {
  const writer = new ByteWriter(4 * bins.size + 4);
  writer.number(bins.size);
  let before = 0;
  for (const [bin, count] of ascending(bins)) {
    writer.signed(bin - before);
    writer.number(count);
    before = bin;
  }
  return writer.hex();
}

/** Adds any number of encoded sketches, one after the other. */
export function addEncodedSketches(bins: SketchBins, bytes: Buffer): void {
  const reader = new ByteReader(bytes);
  while (!reader.isAtEnd) {
    let bin = 0;
    for (let left = reader.number(); left > 0; left--) {
      bin += reader.signed();
      bins.set(bin, (bins.get(bin) ?? 0) + reader.number());
    }
  }
}

/**
 * The values at the nearest ranks ⌈q·n⌉, each within 1 % of the exact one; null when nothing was counted.
 * @param shares ascending, 0 to 1
 */
export function quantiles(bins: SketchBins, shares: readonly number[]): (number | null)[] {
  const sorted = ascending(bins);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  let i = 0;
  let seen = sorted[0]?.[1] ?? 0;
  return shares.map((q) => {
    if (total === 0) return null;
    // The small subtraction undoes products such as 0.07 × 100 = 7.000000000000001.
    const rank = Math.max(1, Math.ceil(q * total - 1e-9));
    while (seen < rank && i < sorted.length - 1) seen += sorted[++i]?.[1] ?? 0;
    return binValue(sorted[i]?.[0] ?? ZERO_BIN);
  });
}

export const quantile = (bins: SketchBins, q: number): number | null => quantiles(bins, [q])[0] ?? null;
