import { expect, test } from "vitest";
import { noCounts, type UsagePoint } from "@/lib/usage/point";
import { DAY, HOUR } from "@/lib/usage/step";
import { evidenceChart, evidenceRange } from "./evidence-chart";
import type { Evidence } from "./finding";

const FROM = Date.UTC(2026, 10, 24, 14);
const window = { from: new Date(FROM).toISOString(), to: new Date(FROM + HOUR).toISOString() };
const spike: Evidence = {
  kind: "spike",
  requests: 4_812,
  usual: { low: 310, high: 420 },
  threshold: 1_825,
  around: {
    from: new Date(FROM - DAY).toISOString(),
    usual: Array.from({ length: 49 }, (_, i) => ({ low: i, high: 2 * i })),
  },
};
const point = (at: number, more: Partial<UsagePoint> = {}): UsagePoint => ({
  ...noCounts(),
  at: new Date(at).toISOString(),
  ...more,
});

test("a day on both sides of the hour is drawn, and nothing of the future", () => {
  const of = (now: number) => evidenceRange({ evidence: spike, window }, now);
  expect([of(FROM + 9 * DAY).from, of(FROM + 9 * DAY).to]).toEqual([new Date(FROM - DAY), new Date(FROM + HOUR + DAY)]);
  expect(of(FROM + 60_000).to).toEqual(new Date(FROM + 60_000));
});

test("each hour has the band that was usual in it, and the worst hour is marked", () => {
  const points = [FROM - HOUR, FROM, FROM + HOUR, FROM + 60 * HOUR].map((at) => point(at, { requests: 7 }));
  const chart = evidenceChart({ evidence: spike, window }, points);
  expect(chart.points.map(({ value, usual, isSeen }) => [value, usual?.low ?? null, isSeen])).toEqual([
    [7, 23, false],
    [7, 24, true],
    [7, 25, false],
    [7, null, false],
  ]);
});

test("a share without responses is a gap, and not a zero", () => {
  const jump: Evidence = {
    kind: "error_jump",
    responses: 100,
    failed: 40,
    usual: { low: 0, high: 0.03 },
    threshold: 0.13,
  };
  const counts = noCounts();
  counts.responses["5xx"] = 40;
  counts.responses["2xx"] = 60;
  const chart = evidenceChart({ evidence: jump, window }, [point(FROM - HOUR), point(FROM, counts)]);
  expect(chart.points.map(({ value }) => value)).toEqual([null, 0.4]);
  expect(chart.measures).toBe("failed share");
});

test("a use after idleness is drawn by day, from before the last use on", () => {
  const idle: Evidence = {
    kind: "idle_use",
    requests: 1,
    lastUsedAt: new Date(FROM - 40 * DAY).toISOString(),
    idleDays: 40,
    threshold: 30,
  };
  const range = evidenceRange({ evidence: idle, window }, FROM + HOUR);
  expect(range).toMatchObject({ step: "day", from: new Date(FROM - 47 * DAY) });
  const midnight = Math.floor(FROM / DAY) * DAY;
  const chart = evidenceChart({ evidence: idle, window }, [point(midnight - DAY), point(midnight)]);
  expect(chart.points.map(({ isSeen }) => isSeen)).toEqual([false, true]);
});
