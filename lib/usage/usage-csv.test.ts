import { describe, expect, it } from "vitest";
import { csvCells } from "@/lib/testing/csv-cells";
import { noCounts } from "./point";
import { csvHead, csvRow } from "./usage-csv";

const day = { step: "day", zone: "Europe/Berlin" } as const;

describe("a row", () => {
  const at = "2026-10-24T22:00:00.000Z";

  it("has a cell for every column, with or without a key", () => {
    const key = { id: "key_1", label: 'He said "no", twice' };
    for (const one of [undefined, key]) {
      expect(csvCells(csvRow({ at, ...noCounts() }, day, one))).toHaveLength(
        csvCells(csvHead(one !== undefined)).length,
      );
    }
    expect(csvCells(csvRow({ at, ...noCounts() }, day, key)).slice(2, 4)).toEqual([key.id, key.label]);
  });

  it("tells its times with the zone's offset, also where the day has 25 hours", () => {
    const [from, to] = csvCells(csvRow({ at, ...noCounts() }, day));
    expect([from, to]).toEqual(["2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"]);
  });

  it("leaves a latency empty that nobody reported", () => {
    const counts = { ...noCounts(), requests: 3, latency: { p50: 12.345_678, p95: null, p99: 0 } };
    expect(csvRow({ at, ...counts }, day)).toMatch(/,3,0,0.*,12\.35,,0\r\n$/);
    expect(csvRow({ at, ...noCounts() }, day)).toMatch(/,,,\r\n$/);
  });
});
