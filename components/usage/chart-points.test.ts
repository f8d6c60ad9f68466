import { expect, it } from "vitest";
import { noCounts } from "@/lib/usage/point";
import { chartPoints, countPoints } from "./chart-points";

const at = "2026-11-23T09:00:00.000Z";
const buckets = { step: "hour", zone: "UTC" } as const;
const shown = { buckets, since: 0 };

it("draws a gap, not a zero, where nothing was asked or reported", () => {
  const [point] = chartPoints({ ...shown, points: [{ at, ...noCounts() }] });
  expect(point).toMatchObject({ requests: 0, refusedRate: null, failedRate: null, p95: null });
});

it("draws a gap before there was anything to ask about, and a zero in the bucket in which it began", () => {
  const points = ["2026-11-23T08:00:00.000Z", at].map((start) => ({ at: start, ...noCounts() }));
  const since = Date.parse("2026-11-23T09:59:00.000Z");
  expect(chartPoints({ points, buckets, since }).map(({ requests }) => requests)).toEqual([null, 0]);
});

it("draws counts alone, and a gap where what is counted did not exist yet", () => {
  const points = countPoints([0, 60_000], [null, 0]);
  expect(points.map(({ at, requests, p95 }) => [at, requests, p95])).toEqual([
    [0, null, null],
    [60_000, 0, null],
  ]);
});

it("pairs each bucket with the one of the period before", () => {
  const before = { ...noCounts(), requests: 7 };
  const [point] = chartPoints({ ...shown, points: [{ at, ...noCounts() }], previous: [{ at, ...before }] });
  expect(point?.before?.requests).toBe(7);
});

it("counts every outcome in exactly one group", () => {
  const counts = noCounts();
  const codes = Object.keys(counts.outcomes) as (keyof typeof counts.outcomes)[];
  for (const code of codes) counts.outcomes[code] = 1;
  counts.requests = codes.length;
  const [point] = chartPoints({ ...shown, points: [{ at, ...counts }] });
  const groups = [point?.allowed, point?.limited, point?.forbidden, point?.ended].map(Number);
  expect(groups.reduce((sum, count) => sum + count, 0)).toBe(codes.length);
  expect(point?.refusedRate).toBe((codes.length - 1) / codes.length);
});
