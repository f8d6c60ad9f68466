import fc from "fast-check";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { mergeSketches, quantile, type Sketch, sketchOf } from "./sketch";

const latencies = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-5, max: 1e7, noNaN: true })), {
  minLength: 1,
  maxLength: 300,
});

test("every quantile is within 2 % of the exact one, zeros included", () => {
  fc.assert(
    fc.property(latencies, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
      const sorted = [...values].sort((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil(q * values.length - 1e-9)) - 1] ?? Number.NaN;
      expect(Math.abs((quantile(sketchOf(values), q) ?? Number.NaN) - exact)).toBeLessThanOrEqual(exact * 0.02);
    }),
  );
});

test("merging is the sketch of the union, in Node and in SQL alike", async () => {
  const inSql = async (a: Sketch, b: Sketch): Promise<Sketch> => {
    const { rows } = await pool().query("SELECT merge_latency($1, $2) AS merged", [a, b]);
    return (rows[0].merged as string[]).map(Number);
  };
  await fc.assert(
    fc.asyncProperty(latencies, latencies, async (a, b) => {
      const union = sketchOf([...a, ...b]);
      expect(mergeSketches(sketchOf(a), sketchOf(b))).toEqual(union);
      expect(await inSql(sketchOf(a), sketchOf(b))).toEqual(union);
    }),
    { numRuns: 30 },
  );
});

test("nothing counted has no quantile, and impossible values are clamped instead of thrown", () => {
  expect(quantile([], 0.5)).toBeNull();
  expect(quantile(sketchOf([-1, Number.NaN, 1e-9]), 1)).toBe(0);
  expect(quantile(sketchOf([Number.POSITIVE_INFINITY]), 0.5)).toBeGreaterThan(9e11);
});
