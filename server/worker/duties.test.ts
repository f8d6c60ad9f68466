import { afterEach, expect, test, vi } from "vitest";
import { setClock } from "@/lib/clock";
import { log } from "@/lib/log";
import { type Duty, schedule } from "./duties";

let now = 0;
const restore = setClock(() => now);
afterEach(() => {
  now = 0;
});

test("a duty runs at the start and then at its interval, however often it is looked at", async () => {
  const work = vi.fn(async () => {});
  const runDue = schedule([{ name: "one", everyMs: 15_000, work }]);
  for (now = 0; now < 60_000; now += 1_000) await runDue();
  expect(work).toHaveBeenCalledTimes(4);
});

test("a duty that fails is logged, holds up no other, and comes round again", async () => {
  const said = vi.spyOn(log, "error").mockImplementation(() => {});
  const failing = vi.fn(async () => {
    throw new Error("the database cannot be reached");
  });
  const other = vi.fn(async () => {});
  const runDue = schedule([
    { name: "failing", everyMs: 1_000, work: failing },
    { name: "other", everyMs: 1_000, work: other },
  ]);
  await runDue();
  now += 1_000;
  await runDue();
  restore();
  expect([failing.mock.calls.length, other.mock.calls.length, said.mock.calls.length]).toEqual([2, 2, 2]);
  said.mockRestore();
});

test("each run is noted with its outcome, and a note that cannot be kept stops no duty", async () => {
  const said = vi.spyOn(log, "error").mockImplementation(() => {});
  const noted = vi.fn(async (_: Duty, succeeded: boolean) => {
    if (!succeeded) throw new Error("the database cannot be reached");
  });
  const failing: Duty = { name: "failing", everyMs: 1_000, work: () => Promise.reject(new Error("no")) };
  const good: Duty = { name: "good", everyMs: 1_000, work: async () => {} };
  await schedule([failing, good], noted)();
  expect(noted.mock.calls.map(([{ name }, succeeded]) => [name, succeeded])).toEqual([
    ["failing", false],
    ["good", true],
  ]);
  said.mockRestore();
});
