import fc from "fast-check";
import { expect, test } from "vitest";
import { addBins, addEncodedSketches, addValue, encodeSketch, quantile, quantiles, type SketchBins } from "./sketch";

const latencies = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-5, max: 1e7, noNaN: true })), {
  minLength: 1,
  maxLength: 300,
});

function sketchOf(values: Iterable<number>): SketchBins {
  const bins: SketchBins = new Map();
  for (const value of values) addValue(bins, value);
  return bins;
}

function decoded(...encoded: string[]): SketchBins {
  const bins: SketchBins = new Map();
  addEncodedSketches(bins, Buffer.from(encoded.join(""), "hex"));
  return bins;
}

test("every quantile is within 2 % of the exact one, zeros included", () => {
  fc.assert(
    fc.property(latencies, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
      const sorted = [...values].sort((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil(q * values.length - 1e-9)) - 1] ?? Number.NaN;
      expect(Math.abs((quantile(sketchOf(values), q) ?? Number.NaN) - exact)).toBeLessThanOrEqual(exact * 0.02);
    }),
  );
});

test("several quantiles at once are what each is by itself", () => {
  fc.assert(
    fc.property(latencies, (values) => {
      const bins = sketchOf(values);
      const shares = [0, 0.5, 0.95, 0.99, 1];
      expect(quantiles(bins, shares)).toEqual(shares.map((q) => quantile(bins, q)));
    }),
  );
});

test("encoded sketches one after the other are the sketch of the union", () => {
  fc.assert(
    fc.property(latencies, latencies, (a, b) => {
      const union = sketchOf([...a, ...b]);
      expect(decoded(encodeSketch(sketchOf(a)), encodeSketch(sketchOf(b)))).toEqual(union);
      const merged = sketchOf(a);
      addBins(merged, sketchOf(b));
      expect(merged).toEqual(union);
      expect(decoded(encodeSketch(merged))).toEqual(union);
    }),
  );
});

test("nothing counted has no quantile, and impossible values are clamped instead of thrown", () => {
  expect(quantile(new Map(), 0.5)).toBeNull();
  expect(quantile(sketchOf([-1, Number.NaN, 1e-9]), 1)).toBe(0);
  expect(quantile(sketchOf([Number.POSITIVE_INFINITY]), 0.5)).toBeGreaterThan(9e11);
});
