import { expect, it } from "vitest";
import { noCounts } from "./point";
import { rankKeys } from "./rank-keys";

it("puts what is not known last, and breaks ties by requests, then by id, so that pages never overlap", () => {
  const latency = (p95: number | null) => ({ p50: null, p95, p99: null });
  const totals = new Map([
    ["d", { ...noCounts(), requests: 1 }],
    ["c", { ...noCounts(), requests: 5, latency: latency(20) }],
    ["b", { ...noCounts(), requests: 1 }],
    ["a", { ...noCounts(), requests: 2, latency: latency(90) }],
  ]);
  expect(rankKeys(totals, "p95").map(({ keyId }) => keyId)).toEqual(["a", "c", "b", "d"]);
  expect(rankKeys(totals, "requests").map(({ keyId }) => keyId)).toEqual(["c", "a", "b", "d"]);
});
