import { addValue, type SketchBins } from "@/lib/usage/sketch";
import { type Random, share } from "./random";

// A lognormal distribution in strata: coarse where the mass is, fine in the tail that p95 and p99 are read from.
const EDGES = [
  ...Array.from({ length: 30 }, (_, i) => i * 0.03),
  ...Array.from({ length: 12 }, (_, i) => 0.9 + i * 0.0075),
  ...Array.from({ length: 11 }, (_, i) => 0.99 + i * 0.001),
];
const STRATA = EDGES.slice(1).map((to, i) => {
  const from = EDGES[i] ?? 0;
  return { weight: to - from, deviation: deviationAt((from + to) / 2) };
});
const WEIGHTS = STRATA.map((stratum) => stratum.weight);

/** The standard normal value below which the share `p` lies (Abramowitz and Stegun 26.2.23, error below 0.0005). */
function deviationAt(p: number): number {
  const t = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
  const z =
    t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
  return p < 0.5 ? -z : z;
}

/** Adds `count` latencies around a median (milliseconds); `spread` is the lognormal's sigma. */
export function addLatencies(random: Random, bins: SketchBins, count: number, medianMs: number, spread: number): void {
  for (const [i, part] of share(random, count, WEIGHTS).entries()) {
    if (part > 0) addValue(bins, medianMs * Math.exp(spread * (STRATA[i]?.deviation ?? 0)), part);
  }
}
