import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvText } from "./csv";
import { csvCells } from "./testing/csv-cells";

describe("a text that a customer chose", () => {
  it("is never taken for a formula", () => {
    for (const text of ['=HYPERLINK("http://evil")', "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"]) {
      const [cell = ""] = csvCells(csvText(text));
      expect(cell).toBe(`'${text}`);
    }
    expect(csvText("Checkout – production")).toBe("Checkout – production");
    expect(csvText("a-b=c")).toBe("a-b=c");
  });

  it("stays one cell, whatever is in it", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const [cell = "", ...more] = csvCells(`${csvText(text)},next`);
        expect(more).toEqual(["next"]);
        expect([text, `'${text}`]).toContain(cell);
      }),
    );
  });
});
