import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { hashSecret, matchesHash } from "./hash";

const pepper = (fill: number) => Buffer.alloc(32, fill);

test("without a pepper the hash is the SHA-256 of the whole secret", () => {
  const stored = hashSecret("myapi_live_x", new Map());
  expect(stored).toEqual({ hash: createHash("sha256").update("myapi_live_x").digest(), pepperVersion: null });
  expect(matchesHash("myapi_live_x", stored, new Map())).toBe(true);
  expect(matchesHash("myapi_live_y", stored, new Map())).toBe(false);
});

test("with peppers the highest version is used, and rolling fails no verification", () => {
  const plain = hashSecret("s", new Map());
  const first = hashSecret("s", new Map([[1, pepper(1)]]));
  const both = new Map([
    [2, pepper(2)],
    [1, pepper(1)],
  ]);
  const second = hashSecret("s", both);
  expect(second).toEqual({ hash: createHmac("sha256", pepper(2)).update("s").digest(), pepperVersion: 2 });
  for (const stored of [plain, first, second]) expect(matchesHash("s", stored, both)).toBe(true);
  expect(matchesHash("s", { ...first, pepperVersion: 2 }, both)).toBe(false);
});

test("a missing pepper is the operator's trouble and is named", () => {
  const stored = hashSecret("s", new Map([[3, pepper(3)]]));
  expect(() => matchesHash("s", stored, new Map())).toThrow(/Pepper v3 is missing from LATCHKEY_PEPPERS/);
});
