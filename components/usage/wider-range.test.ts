import { expect, it } from "vitest";
import { widerRange } from "./wider-range";

const now = Date.parse("2026-11-23T12:00:00Z");
const named = (range: "1h" | "24h" | "90d") => ({ range, from: null, to: null });

it("offers the shortest range that reaches the last use, never the one shown", () => {
  expect(widerRange(named("24h"), "2026-11-20T12:00:00Z", now)?.name).toBe("7d");
  expect(widerRange(named("1h"), "2026-11-23T11:59:00Z", now)?.name).toBe("24h");
  expect(widerRange(named("24h"), null, now)?.name).toBe("90d");
  expect(widerRange(named("90d"), null, now)).toBeNull();
  expect(widerRange(named("24h"), "2025-01-01T00:00:00Z", now)).toBeNull();
});

it("leads out of a zoomed stretch into any range that has something", () => {
  const zoomed = { range: "24h", from: "2026-11-01T00:00:00Z", to: "2026-11-02T00:00:00Z" } as const;
  expect(widerRange(zoomed, "2026-11-23T11:59:00Z", now)?.name).toBe("1h");
});
