import fc from "fast-check";
import { expect, test } from "vitest";
import { generateKey, MAXIMUM_KEY_LENGTH, parseKey } from "@/lib/keys/format";
import { generateToken } from "@/lib/keys/token";
import { findKeys, LONGEST_SECRET } from "./find-keys.js";

const prefix = fc.stringMatching(/^[a-z][a-z0-9]{1,15}$/);
const environment = fc.constantFrom("live" as const, "test" as const);
const key = fc.tuple(prefix, environment).map(([p, e]) => ({ prefix: p, ...generateKey(p, e) }));
const around = fc.oneof(
  fc.string(),
  fc.constantFrom("", "_", "myapi", "_live_", "KEY=", '"', "0000000000000000", "myapi_live_AbCdEfGhIjKl_"),
);

test("the scanner and the product mean the same by a key", () => {
  expect(LONGEST_SECRET).toBe(MAXIMUM_KEY_LENGTH);
  const changed = fc.tuple(key, fc.nat(90), fc.constantFrom("", "a", "Z", "0", "_")).map(([one, at, put]) => {
    const place = at % one.plaintext.length;
    return one.plaintext.slice(0, place) + put + one.plaintext.slice(place + 1);
  });
  fc.assert(
    fc.property(
      fc.oneof(
        changed,
        key.map(({ plaintext }) => plaintext),
      ),
      (text) => {
        const whole = [...findKeys(text)].some(({ start, end }) => start === 0 && end === text.length);
        expect(whole).toBe(parseKey(text) !== null);
      },
    ),
    { numRuns: 500 },
  );
});

test("a real key is found in any text, and its masked form holds nothing of the secret but the last four", () => {
  fc.assert(
    fc.property(around, key, around, (before, { prefix, plaintext }, after) => {
      const text = before + plaintext + after;
      const found = [...findKeys(text)].filter(({ end }) => end === before.length + plaintext.length);
      expect(found).toHaveLength(1);
      const [, env] = plaintext.split("_");
      expect(found[0]?.masked.endsWith(`${prefix}_${env}_****${plaintext.slice(-4)}`)).toBe(true);
      expect(found[0]?.start).toBe(before.length);
    }),
    { numRuns: 500 },
  );
});

test("one changed character makes it no key", () => {
  const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const { plaintext } = generateKey("myapi", "live");
  for (let at = 24; at < plaintext.length; at++) {
    for (const letter of letters) {
      if (letter === plaintext[at]) continue;
      expect([...findKeys(plaintext.slice(0, at) + letter + plaintext.slice(at + 1))]).toEqual([]);
    }
  }
});

test("tokens are found too, and prefixes narrow keys only", () => {
  const service = generateToken("service").plaintext;
  const access = generateToken("access").plaintext;
  const mine = generateKey("myapi", "test").plaintext;
  const other = generateKey("other", "live").plaintext;
  const text = `${service} ${access} ${mine} ${other}`;
  expect([...findKeys(text, ["myapi"])].map(({ masked, kind }) => [masked, kind])).toEqual([
    [`lk_service_****${service.slice(-4)}`, "service token"],
    [`lk_access_****${access.slice(-4)}`, "access token"],
    [`myapi_test_****${mine.slice(-4)}`, "key"],
  ]);
  expect([...findKeys(text)]).toHaveLength(4);
});
