import fc from "fast-check";
import { expect, it } from "vitest";
import { noCounts, type UsagePoint } from "./point";
import { largestKeys, stackKeys } from "./stack-keys";

const series = (requests: readonly number[]): UsagePoint[] =>
  requests.map((count, i) => ({ ...noCounts(), requests: count, at: new Date(i * 60_000).toISOString() }));

it("divides every bucket and the total without a remainder, in at most five keys and the others", () => {
  const buckets = 4;
  const ofKey = fc.array(fc.nat(1_000), { minLength: buckets, maxLength: buckets });
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 9 }), fc.infiniteStream(ofKey), (ids, stream) => {
      const byKey = new Map(ids.map((id) => [id, series(stream.next().value)]));
      const whole = series(
        Array.from({ length: buckets }, (_, i) =>
          [...byKey.values()].reduce((sum, of) => sum + (of[i]?.requests ?? 0), 0),
        ),
      );
      const totals = new Map(
        [...byKey].map(([id, of]) => [
          id,
          { ...noCounts(), requests: of.reduce((sum, { requests }) => sum + requests, 0) },
        ]),
      );
      const stacks = stackKeys(whole, byKey, largestKeys(totals));
      expect(stacks.filter(({ keyId }) => keyId !== null).length).toBeLessThanOrEqual(5);
      for (const [i, { requests }] of whole.entries()) {
        expect(stacks.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0)).toBe(requests);
      }
      expect(stacks.reduce((sum, { requests }) => sum + requests, 0)).toBe(
        whole.reduce((sum, { requests }) => sum + requests, 0),
      );
    }),
  );
});

it("leaves out keys without a request, and says nothing of others where there are none", () => {
  const totals = new Map([
    ["a", { ...noCounts(), requests: 2 }],
    ["b", noCounts()],
    ["c", { ...noCounts(), requests: 3 }],
  ]);
  expect(largestKeys(totals)).toEqual(["c", "a"]);
  const byKey = new Map([
    ["c", series([1, 2])],
    ["a", series([2, 0])],
  ]);
  expect(stackKeys(series([3, 2]), byKey, ["c", "a"]).map(({ keyId }) => keyId)).toEqual(["c", "a"]);
});
