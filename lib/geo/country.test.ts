import { expect, test } from "vitest";
import { countryOf } from "./country";

test.each([
  ["8.8.8.8", "US"],
  ["::ffff:8.8.8.8", "US"],
  ["2001:4860:4860::8888", "US"],
  ["193.0.6.139", "NL"],
  ["127.0.0.1", null],
  ["::1", null],
  ["10.1.2.3", null],
  ["fd00::1", null],
  ["192.0.2.1", null],
  ["not an address", null],
  ["", null],
])("%s is in %s", async (ip, country) => {
  expect(await countryOf(ip)).toBe(country);
});
