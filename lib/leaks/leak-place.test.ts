import { expect, test } from "vitest";
import { generateKey } from "@/lib/keys/format";
import { leakPlace } from "./leak-place";

const token = generateKey("myapi", "live").plaintext;

test.each([
  ["https://github.com/a/b/blob/0f/c.txt#L3", "https://github.com/a/b/blob/0f/c.txt"],
  ["https://user:pw@x.example/p?sig=s3cret&page=2", "https://x.example/p?sig=****&page=****"],
  [`https://x.example/${token}/log`, "https://x.example/****/log"],
  [`https://x.example/log?${token}`, "https://x.example/log?****=****"],
  [`https://x.example/a/${token.slice(0, -1)}%${token.charCodeAt(token.length - 1).toString(16)}`, "https://x.example"],
  [`https://x.example/${"a".repeat(3_000)}`, `https://x.example/${"a".repeat(1_482)}`],
  ["javascript:alert(1)", ""],
  ["ftp://x.example/a", ""],
  ["a wiki page", ""],
  ["", ""],
])("%s is kept as %s", (url, kept) => {
  expect(leakPlace(url, token)).toBe(kept);
});

test("another key than the one reported is not kept either, nor a secret of another form", () => {
  const other = generateKey("other", "test").plaintext;
  expect(leakPlace(`https://x.example/${other}`, token)).toBe("https://x.example/****");
  expect(leakPlace(`https://x.example/${other}`)).toBe("https://x.example/****");
  expect(leakPlace("https://x.example/a/sk%2Bprod/b", "sk+prod")).toBe("https://x.example/a/****/b");
});
