import { expect, test } from "vitest";
import { createKeySchema, listKeysSchema, pageKeysSchema } from "./schema";

const given = (more: object) =>
  createKeySchema.safeParse({ label: "k", environment: "live", scopes: ["read"], ...more });
const messages = (more: object): string[] => given(more).error?.issues.map(({ message }) => message) ?? [];

test.each([
  ["a NUL in a text", { a: "x\0y" }],
  ["a NUL in a name", { "x\0y": 1 }],
  ["half a surrogate pair", { a: ["\ud800"] }],
])("metadata with %s is the caller's mistake, for the database could not store it", (_what, metadata) => {
  expect(messages({ metadata })).toEqual(["Metadata cannot hold NUL or half a character."]);
});

test("metadata nested 20,000 levels deep is refused without exhausting the stack", () => {
  const metadata = { a: JSON.parse(`${"[".repeat(20_000)}${"]".repeat(20_000)}`) };
  expect(messages({ metadata })).toEqual(["Metadata nests at most 16 levels."]);
  expect(given({ metadata: { a: { b: [{ c: "🦊" }] } } }).success).toBe(true);
});

test("metadata is measured in bytes, not in characters", () => {
  expect(given({ metadata: { a: "é".repeat(2_000) } }).success).toBe(true);
  expect(messages({ metadata: { a: "é".repeat(2_100) } })).toEqual(["Metadata holds at most 4,096 bytes of JSON."]);
});

test("a label is counted in code points and may be of any script", () => {
  for (const label of ["🦊".repeat(100), "支払い", "مفتاح", "👩\u200d💻 laptop"])
    expect(given({ label }).success).toBe(true);
  expect(given({ label: "🦊".repeat(101) }).success).toBe(false);
});

test.each(["\u200b", "a\u202eevil", "a\u2028b", "a\0b", "a\ud800b"])(
  "the label %j, which cannot be read or typed, is refused",
  (label) => {
    expect(given({ label }).success).toBe(false);
  },
);

test("a filter with a NUL, which no text in the database can hold, matches nothing and breaks nothing", () => {
  expect(pageKeysSchema.parse({ q: "a\0b" }).q).toBe("a\ufffdb");
  expect(listKeysSchema.parse({ scope: "\0" }).scope).toBe("\ufffd");
});
