import { expect, it } from "vitest";
import { noCounts } from "@/lib/usage/point";
import { chartPoints } from "./chart-points";

const at = "2026-11-23T09:00:00.000Z";

it("draws a gap, not a zero, where nothing was asked or reported", () => {
  const [point] = chartPoints([{ at, ...noCounts() }]);
  expect(point).toMatchObject({ requests: 0, refusedRate: null, failedRate: null, p95: null });
});

it("counts every outcome in exactly one group", () => {
  const counts = noCounts();
  const codes = Object.keys(counts.outcomes) as (keyof typeof counts.outcomes)[];
  for (const code of codes) counts.outcomes[code] = 1;
  counts.requests = codes.length;
  const [point] = chartPoints([{ at, ...counts }]);
  expect(point && point.allowed + point.limited + point.forbidden + point.ended).toBe(codes.length);
  expect(point?.refusedRate).toBe((codes.length - 1) / codes.length);
});
