import fc from "fast-check";
import { expect, it } from "vitest";
import type { Part } from "./breakdown";
import { foldParts } from "./fold-parts";

const part = fc.record({
  value: fc.string(),
  isOther: fc.boolean(),
  requests: fc.nat(1_000),
  refused: fc.nat(1_000),
  responses: fc.nat(1_000),
  failed: fc.nat(1_000),
  meanLatencyMs: fc.option(fc.nat(1_000)),
  lastAt: fc.option(fc.integer({ min: 0, max: 4e12 }).map((ms) => new Date(ms).toISOString())),
});

it("keeps every sum, whatever is folded away, and never more than asked for", () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), fc.integer({ min: 0, max: 10 }), (parts, most) => {
      const { largest, other } = foldParts(parts, most);
      const shown: Part[] = other ? [...largest, other] : largest;
      expect(largest.length).toBeLessThanOrEqual(most);
      expect(largest.some(({ isOther }) => isOther)).toBe(false);
      for (const count of ["requests", "refused", "responses", "failed"] as const) {
        const sum = (of: readonly Part[]) => of.reduce((all, each) => all + each[count], 0);
        expect(sum(shown)).toBe(sum(parts));
      }
      const last = (of: readonly Part[]) =>
        of
          .map(({ lastAt }) => lastAt ?? "")
          .sort()
          .at(-1);
      expect(last(shown)).toBe(last(parts));
    }),
  );
});

it("weighs latencies by their responses", () => {
  const of = (responses: number, meanLatencyMs: number | null) => ({
    value: "",
    isOther: true,
    requests: 0,
    refused: 0,
    responses,
    failed: 0,
    meanLatencyMs,
    lastAt: null,
  });
  expect(foldParts([of(1, 100), of(3, 20), of(0, null)], 1).other?.meanLatencyMs).toBe(40);
});
