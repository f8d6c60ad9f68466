import { expect, test } from "vitest";
import { readImportFile } from "./read-file";

test("CSV: the first line names the columns, quoted cells hold anything, and each key knows its line", () => {
  const text = [
    "\ufeffhash,label,environment,scopes,allowedIps,rateLimit,expiresAt,metadata",
    `aa,"Billing, ""old""\nsecond line",live,read write,10.0.0.0/8;10.1.1.1,1000/60,never,"{""plan"":""pro""}"`,
    "",
    "bb,Plain,test,read,,100,,",
  ].join("\r\n");
  expect(readImportFile(text)).toEqual([
    {
      line: 2,
      given: {
        ...{ hash: "aa", label: 'Billing, "old"\nsecond line', environment: "live", scopes: ["read", "write"] },
        ...{ allowedIps: ["10.0.0.0/8", "10.1.1.1"], rateLimit: { limit: 1000, windowSeconds: 60 } },
        ...{ expiresAt: null, metadata: { plan: "pro" } },
      },
    },
    {
      line: 5,
      given: { hash: "bb", label: "Plain", environment: "test", scopes: ["read"], rateLimit: { limit: 100 } },
    },
  ]);
});

test("JSON Lines: one object a line; a line that is none is said, and not quoted", () => {
  const lines = readImportFile('{"hash":"aa"}\n\nsk_live_oops\r\n{"hash":"bb"}\n');
  expect(lines).toEqual([
    { line: 1, given: { hash: "aa" } },
    { line: 3, given: null, trouble: "This line is no JSON object." },
    { line: 4, given: { hash: "bb" } },
  ]);
});

test("a line with more cells than columns is wrong, the others are not", () => {
  expect(readImportFile("hash,label\naa,x,y\nbb,z").map(({ trouble }) => trouble)).toEqual([
    "There are 3 cells, and 2 columns.",
    undefined,
  ]);
});

test.each([
  ["hash,secret\naa,bb", 'There is no "secret".'],
  ["label\nx", "hash among them"],
  ["hash,hash\na,b", "each column once"],
  ['hash,label\naa,"open', "Line 2"],
  ['hash,label\naa,"x"y', "Line 2"],
  ["hash,label\n", "no keys"],
  ["", "hash among them"],
])("a file that cannot be read is refused with the reason: %j", (text, reason) => {
  expect(() => readImportFile(text)).toThrow(reason);
});
