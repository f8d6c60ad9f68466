import { expect, it } from "vitest";
import { pageTopKeys, TOP_KEYS_PAGE } from "./page-top-keys";
import { noCounts } from "./point";

const keys = (count: number) => ({
  elsewhere: 3,
  totals: new Map(
    Array.from({ length: count }, (_, i) => [String(i).padStart(4, "0"), { ...noCounts(), requests: i % 7 }] as const),
  ),
});

it("shows every key once over its pages, and ends on the last one", () => {
  const of = keys(3 * TOP_KEYS_PAGE + 1);
  const ask = (page: number) => pageTopKeys(of, { order: "requests", page });
  const seen = [1, 2, 3, 4].flatMap((page) => ask(page).rows.map(({ keyId }) => keyId));
  expect(new Set(seen).size).toBe(of.totals.size);
  expect(ask(1)).toMatchObject({ total: of.totals.size, pages: 4, elsewhere: 3 });
  expect(ask(99)).toEqual(ask(4));
  expect(ask(-1)).toEqual(ask(1));
});

it("has one page, with nothing on it, where there is nothing", () => {
  expect(pageTopKeys(keys(0), { order: "p95", page: 2 })).toMatchObject({ rows: [], page: 1, pages: 1 });
});
