import { expect, test } from "vitest";
import { allowsAddress, normaliseRange, parseRanges } from "./ip-list";

test("addresses and ranges are normalised to one written form", () => {
  const forms: [string, string | null][] = [
    ["203.0.113.7", "203.0.113.7"],
    ["203.0.113.7/32", "203.0.113.7"],
    ["10.1.2.3/8", "10.0.0.0/8"],
    ["10.255.255.255/12", "10.240.0.0/12"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    [" 2001:DB8::1 ", "2001:db8::1"],
    ["2001:db8:ffff::/33", "2001:db8:8000::/33"],
    ["::ffff:10.1.2.3", "10.1.2.3"],
    ["::ffff:10.1.2.3/104", "10.0.0.0/8"],
    ["::ffff:10.1.2.3/64", null],
    ["10.1", null],
    ["010.1.1.1", null],
    ["10.0.0.1/33", null],
    ["10.0.0.1/-1", null],
    ["10.0.0.1/8/8", null],
    ["example.com", null],
    ["", null],
  ];
  for (const [given, normal] of forms) expect(normaliseRange(given), given).toBe(normal);
});

test("a list lets in exactly its addresses, IPv4-mapped ones included", () => {
  const ranges = parseRanges(["10.0.0.0/8", "203.0.113.7", "2001:db8::/32"]);
  for (const inside of ["10.9.8.7", "::ffff:10.9.8.7", "203.0.113.7", "2001:db8:1::1"])
    expect(allowsAddress(ranges, inside), inside).toBe(true);
  for (const outside of ["11.0.0.1", "203.0.113.8", "2001:db9::1", "::ffff:11.0.0.1", "nonsense", "10.1"]) {
    expect(allowsAddress(ranges, outside), outside).toBe(false);
  }
});

test("no list lets everyone in; a list and no address lets nobody in", () => {
  expect(allowsAddress([], undefined)).toBe(true);
  expect(allowsAddress(parseRanges(["10.0.0.0/8"]), undefined)).toBe(false);
});
