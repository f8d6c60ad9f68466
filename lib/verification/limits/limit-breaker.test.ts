import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LimitBreaker } from "./limit-breaker";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const DEADLINE_MS = 250;

/** A breaker on a Redis whose answers take `takes` ms; null: it fails at once. */
async function start(takes: number | null = 0) {
  const redis = { takes, probes: 0 };
  const changes: string[] = [];
  const breaker = new LimitBreaker({
    probe: async () => {
      redis.probes++;
      if (redis.takes === null) throw new Error("away");
      await new Promise((resolve) => setTimeout(resolve, redis.takes ?? 0));
    },
    deadlineMs: DEADLINE_MS,
    onChange: (isOpen, error) => changes.push(isOpen ? `open: ${error?.message}` : "closed"),
  });
  const started = breaker.start();
  await vi.advanceTimersByTimeAsync(takes ?? 0);
  await started;
  return { breaker, redis, changes };
}

/** How long (ms) after a trip Redis is asked again. */
async function timeOpen(breaker: LimitBreaker): Promise<number> {
  breaker.trip(new Error("trouble"));
  const from = performance.now();
  while (breaker.isOpen) await vi.advanceTimersByTimeAsync(10);
  return performance.now() - from;
}

test("it opens at the first trouble, says so once, and closes when a probe has been answered", async () => {
  const { breaker, changes } = await start();
  breaker.trip(new Error("trouble"));
  breaker.trip(new Error("more trouble"));
  expect(breaker.isOpen).toBe(true);
  expect(breaker.trips).toBe(1);
  await vi.advanceTimersByTimeAsync(600);
  expect(breaker.isOpen).toBe(false);
  expect(changes).toEqual(["closed", "open: trouble", "closed"]);
});

test("a Redis that is away at the start is no trip, and is found as soon as it is there", async () => {
  const { breaker, redis, changes } = await start(null);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(changes).toEqual(["open: away"]);
  expect(breaker.trips).toBe(0);
  redis.takes = 0;
  await vi.advanceTimersByTimeAsync(600);
  expect(breaker.isOpen).toBe(false);
});

test("an answer after the deadline is no sign of health", async () => {
  const { breaker, redis } = await start(DEADLINE_MS + 50);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(breaker.isOpen).toBe(true);
  redis.takes = DEADLINE_MS - 50;
  await vi.advanceTimersByTimeAsync(1_500);
  expect(breaker.isOpen).toBe(false);
});

test("trouble that comes back at once is held off longer each time, never as long as 5 s, and forgotten after calm", async () => {
  const { breaker } = await start();
  const held: number[] = [];
  for (let i = 0; i < 6; i++) held.push(await timeOpen(breaker));
  expect(held).toEqual([...held].sort((a, b) => a - b));
  expect(held.at(-1)).toBeGreaterThan(3_000);
  expect(held.at(-1)).toBeLessThan(5_000);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await timeOpen(breaker)).toBeLessThan(1_000);
});

test("stopped, it stays open and probes no more", async () => {
  const { breaker, redis } = await start();
  breaker.trip(new Error("trouble"));
  breaker.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(breaker.isOpen).toBe(true);
  expect(redis.probes).toBe(1);
});
