import { expect, test } from "vitest";
import { RefusalSample } from "./refusal-sample";

const MINUTE = 60_000;
const taken = (sample: RefusalSample, keyId: string | null, times: number, now: number): number =>
  Array.from({ length: times }, () => sample.takes(keyId, now)).filter(Boolean).length;

test("60 of each key in a minute, 1,200 of all, 120 of unknown ones, and anew in the next minute", () => {
  const sample = new RefusalSample();
  expect(taken(sample, "one", 500, 0)).toBe(60);
  expect(taken(sample, "two", 500, 1)).toBe(60);
  expect(taken(sample, null, 500, 2)).toBe(120);
  let all = 120;
  for (let i = 0; i < 100; i++) all += taken(sample, `key ${i}`, 60, 3);
  expect(all).toBe(1_200);
  expect(taken(sample, "one", 500, MINUTE)).toBe(60);
  expect(taken(sample, null, 500, MINUTE)).toBe(120);
});
