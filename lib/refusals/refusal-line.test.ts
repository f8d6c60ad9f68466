import { expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { Refusal } from "./refusal";
import { isRefusalAt, refusalLine, refusalsIn } from "./refusal-line";

const refusal = (more: Partial<Refusal> = {}): Refusal => ({
  ...{ requestId: `req_${newId()}`, position: 0, at: 1_700_000_000_000, teamId: null, keyId: null },
  facts: { code: "NOT_FOUND", ip: null, route: null },
  ...more,
});

test("refusals are found between other lines, at both ends, and a torn or broken one is left out", () => {
  const [first, second, last] = [refusal(), refusal(), refusal()];
  const lines = [
    refusalLine(first),
    "V17…\n",
    refusalLine(second),
    refusalLine(last),
    "B…\n",
    "Rnonsense\n",
    'R{"torn',
  ];
  expect(refusalsIn(Buffer.from(lines.join("")))).toEqual([first, second, last]);
  expect(refusalsIn(Buffer.from(`V17…\n${refusalLine(last)}`))).toEqual([last]);
  expect(refusalsIn(Buffer.from("V17…\n"))).toEqual([]);
  expect(refusalsIn(Buffer.alloc(0))).toEqual([]);
});

test("whatever a caller says stays one line that PostgreSQL can keep", () => {
  const facts = { code: "IP_FORBIDDEN", ip: "a\nR\0b\ud800", route: "GET /é", allowed: [], allowedCount: 0 } as const;
  const line = refusalLine(refusal({ facts: { ...facts, allowed: [] } }));
  expect(line.indexOf("\n")).toBe(line.length - 1);
  expect(isRefusalAt(line, 0)).toBe(true);
  expect(refusalsIn(Buffer.from(line))[0]?.facts).toEqual({ ...facts, ip: "a R b " });
});
