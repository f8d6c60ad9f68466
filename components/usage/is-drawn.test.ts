import { expect, test } from "vitest";
import type { ChartPoint } from "./chart-points";
import { isDrawn } from "./is-drawn";
import type { Series } from "./series";

const points = [{ at: 1 }, { at: 2 }] as ChartPoint[];
const series = (value: (at: number) => number | null, before?: (at: number) => number | null): Series[] => [
  {
    ...{ id: "a", label: "A", color: "red", value: ({ at }) => value(at) },
    ...(before && { before: ({ at }: ChartPoint) => before(at) }),
  },
];

test("zeros and gaps draw nothing; one value does, and one of the period before only while it is compared", () => {
  expect(
    isDrawn(
      points,
      series(() => 0),
      false,
    ),
  ).toBe(false);
  expect(
    isDrawn(
      points,
      series(() => null),
      false,
    ),
  ).toBe(false);
  expect(
    isDrawn(
      points,
      series((at) => (at === 2 ? 0.01 : null)),
      false,
    ),
  ).toBe(true);
  const before = series(
    () => 0,
    (at) => at,
  );
  expect([isDrawn(points, before, false), isDrawn(points, before, true)]).toEqual([false, true]);
});
