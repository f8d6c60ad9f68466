import fc from "fast-check";
import { expect, test } from "vitest";
import { BASE62, checksum, generateKey, keyPattern, maskKey, parseKey, randomBase62 } from "./format";

test("a generated key has the documented form and reads back", () => {
  const { plaintext, publicId } = generateKey("myapi", "live");
  expect(plaintext).toMatch(/^myapi_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$/);
  expect(parseKey(plaintext)).toEqual({ environment: "live", publicId });
});

test("the checksum is the CRC-32 of the text in six base62 digits", () => {
  // CRC-32 of "123456789" is 0xCBF43926 (the standard's check value) = 3421780262.
  const digits = [..."123456789"].length === 9 ? checksum("123456789") : "";
  const value = [...digits].reduce((sum, digit) => sum * 62 + BASE62.indexOf(digit), 0);
  expect(digits).toHaveLength(6);
  expect(value).toBe(0xcbf43926);
  expect(checksum("")).toBe("000000");
});

test("any one changed, dropped or added character is refused without a database", () => {
  const { plaintext } = generateKey("myapi", "test");
  fc.assert(
    fc.property(fc.nat(plaintext.length - 1), fc.constantFrom(...BASE62, "_", "-", " ", "é"), (at, character) => {
      fc.pre(plaintext[at] !== character);
      expect(parseKey(plaintext.slice(0, at) + character + plaintext.slice(at + 1))).toBeNull();
      expect(parseKey(plaintext.slice(0, at) + plaintext.slice(at + 1))).toBeNull();
      expect(parseKey(plaintext.slice(0, at) + character + plaintext.slice(at))).toBeNull();
    }),
    { numRuns: 500 },
  );
});

test("a live key with its environment swapped for test is refused", () => {
  expect(parseKey(generateKey("myapi", "live").plaintext.replace("_live_", "_test_"))).toBeNull();
});

test("100,000 generated keys: none twice, one regular expression matches them all, every one parses", () => {
  const pattern = new RegExp(`^${keyPattern("myapi")}$`);
  const seen = new Set<string>();
  const publicIds = new Set<string>();
  for (let i = 0; i < 100_000; i++) {
    const { plaintext, publicId } = generateKey("myapi", i % 2 ? "live" : "test");
    seen.add(plaintext);
    publicIds.add(publicId);
    if (!pattern.test(plaintext)) expect(plaintext).toMatch(pattern);
    if (parseKey(plaintext)?.publicId !== publicId) expect(parseKey(plaintext)).toEqual({ publicId });
  }
  expect(seen.size).toBe(100_000);
  expect(publicIds.size).toBe(100_000);
});

test("the alphabet of 100,000 keys' random characters is uniform (chi-squared, p > 0.0001)", () => {
  const counts = new Map<string, number>();
  const characters = randomBase62(55 * 100_000);
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1);
  const expected = characters.length / 62;
  const chiSquared = [...BASE62].reduce((sum, c) => sum + ((counts.get(c) ?? 0) - expected) ** 2 / expected, 0);
  // The 0.9999 quantile of chi-squared with 61 degrees of freedom; a modulo bias of 8 symbols would give over 60,000.
  expect(chiSquared).toBeLessThan(109.5);
});

test("a secret holds at least 256 bits", () => {
  expect(43 * Math.log2(62)).toBeGreaterThanOrEqual(256);
});

test("the mask shows prefix, environment, four stars and the last four", () => {
  expect(maskKey("myapi", "live", "o5p6")).toBe("myapi_live_****o5p6");
});
