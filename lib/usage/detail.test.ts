import fc from "fast-check";
import { expect, test } from "vitest";
import { Detail, DIMENSIONS, type Dimension, MOST_VALUES, OTHER } from "./detail";

const entry = fc.record({
  dimension: fc.constantFrom(...DIMENSIONS),
  value: fc.constantFrom("", "GET /v1/charges/{id}", "203.0.113.7\tcurl/8", "DE", "read", "503", "überall 鍵"),
  requests: fc.nat(1_000),
  refused: fc.nat(1_000),
  responses: fc.nat(1_000),
  failed: fc.nat(1_000),
  latency: fc.nat(1e9),
  lastAt: fc.nat(2e9),
});

function detailOf(entries: (typeof entry extends fc.Arbitrary<infer T> ? T : never)[]): Detail {
  const detail = new Detail();
  for (const { dimension, value, ...counts } of entries) {
    detail.tally(dimension, value).add(Object.assign(Object.create(null), counts));
  }
  return detail;
}

const shown = (detail: Detail) => DIMENSIONS.map((dimension) => detail.sorted(dimension));

test("encoded details one after the other are the detail of all of them", () => {
  fc.assert(
    fc.property(fc.array(entry), fc.array(entry), (a, b) => {
      const both = detailOf([...a, ...b]);
      const bytes = Buffer.from(detailOf(a).encode() + detailOf(b).encode(), "hex");
      expect(shown(new Detail().addEncoded(bytes))).toEqual(shown(both));
      const added = detailOf(a);
      added.add(detailOf(b));
      expect(shown(added)).toEqual(shown(both));
    }),
  );
});

test("however many values a caller makes up, 200 are kept apart, the largest ones, and no count is lost", () => {
  const detail = new Detail();
  for (let i = 0; i < 20_000; i++) detail.tally("route", `GET /${i}`).requests++;
  for (let i = 0; i < 50; i++) detail.tally("route", `GET /real/${i}`).requests = 1_000 + i;
  const of = (dimension: Dimension) => [...detail.bound().of(dimension)];
  expect(of("route")).toHaveLength(MOST_VALUES + 1);
  expect(of("route").filter(([value]) => value.startsWith("GET /real/"))).toHaveLength(50);
  expect(detail.sorted("route").at(-1)).toEqual([OTHER, expect.objectContaining({ requests: 20_000 - 150 })]);
  const before = detail.encode().length;
  for (let i = 0; i < 20_000; i++) detail.tally("route", `GET /again/${i}`).requests++;
  expect(detail.bound().encode().length).toBeLessThan(before + 1_000);
  const sum = of("route").reduce((all, [, tally]) => all + tally.requests, 0);
  expect(sum).toBe(40_000 + 50 * 1_000 + (49 * 50) / 2);
});
