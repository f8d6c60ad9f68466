import { expect, test } from "vitest";
import { Freshness } from "./freshness";

const NOW = 1_800_000_000_000;

test("during an outage what was read is used for STALE_ON_DATABASE_OUTAGE_SECONDS after the last good poll, and no longer", () => {
  const freshness = new Freshness(60_000);
  freshness.polled(NOW);
  expect(freshness.tolerates(NOW - 5_000, NOW + 59_999)).toBe(true);
  expect(freshness.tolerates(NOW - 5_000, NOW + 60_000)).toBe(false);
});

test("a clock that is set back neither opens what fails closed at once, nor lengthens an outage's tolerance", () => {
  const closed = new Freshness(0);
  closed.polled(NOW);
  expect(closed.tolerates(NOW, NOW - 1)).toBe(false);
  const tolerant = new Freshness(60_000);
  tolerant.polled(NOW);
  expect(tolerant.tolerates(NOW, NOW - 3_600_000)).toBe(false);
});
