import { expect, test } from "vitest";
import { generateKey } from "@/lib/keys/format";
import { keysInText } from "./keys-in-text";

const key = (prefix = "myapi") => generateKey(prefix, "live").plaintext;

test("keys are found wherever they stand in a text, each once", () => {
  const [one, two] = [key(), key("other1")];
  const text = `export TOKEN="${one}"\n{"a":"x\\n${two}"} https://x.example/?k=${one}&b=${two}_`;
  expect(keysInText(text, 20)).toEqual([one, two]);
  expect(keysInText(text, 1)).toEqual([one]);
});

test("what only looks like a key is none: the checksum tells", () => {
  const one = key();
  const typo = one.slice(0, -1) + (one.endsWith("x") ? "y" : "x");
  expect(keysInText(`a ${typo} b`, 20)).toEqual([]);
  expect(keysInText(`a ${one.slice(0, -1)} b`, 20)).toEqual([]);
});

test("a single word may be a secret of another form; several words without a key are nothing", () => {
  expect(keysInText("  sk_prod_8f3a9c1b7d \n", 20)).toEqual(["sk_prod_8f3a9c1b7d"]);
  expect(keysInText("no key here", 20)).toEqual([]);
  expect(keysInText("short", 20)).toEqual([]);
  expect(keysInText("x".repeat(513), 20)).toEqual([]);
});
