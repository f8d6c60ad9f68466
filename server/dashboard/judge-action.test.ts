import { expect, test } from "vitest";
import { judgeAction } from "./judge-action";

const ID = `7f${"0a".repeat(20)}`;
const TEXT = "text/plain;charset=UTF-8";

const judge = (body: string | Buffer, type: string | undefined = TEXT, id: string | undefined = ID) =>
  judgeAction({ method: "POST", headers: { "content-type": type, "next-action": id } }, "/acme/keys", () =>
    Buffer.from(body),
  )?.status ?? "passed";

test.each([
  "[]",
  '[{"team":"acme","label":"Checkout","scopes":["read"],"rateLimit":null,"expiresAt":"2026-12-01T00:00:00.000Z"}]',
  '[{"label":"$$5 plan","note":"$undefined","limit":"$NaN","at":"$D2026-12-01T00:00:00.000Z"}]',
  '[{"label":"💳\\u2028","constructor":1,"then":"a","toString":[]}]',
  `[${"[".repeat(30)}${"]".repeat(30)}]`,
])("the plain arguments %s pass", (body) => {
  expect(judge(body)).toBe("passed");
});

// CVE-2025-55182, -55183, -55184, -67779 and what else follows React's references: none reaches the deserialiser.
test.each([
  ["a model of another row", '["$1"]'],
  ["a path into a prototype", '["$1:__proto__:then"]'],
  ["a path to a constructor", '[{"a":"$1:constructor:constructor"}]'],
  ["a path into itself", '["$0:0:0"]'],
  ["a chunk itself", '["$@0"]'],
  ["a promise of itself", '[{"then":"$@0"}]'],
  ["a server reference", '["$F1"]'],
  ["a bound server reference", '["$h1"]'],
  ["a temporary reference", '["$T"]'],
  ["a blob", '["$B1"]'],
  ["a form", '["$K1"]'],
  ["a map", '["$Q1"]'],
  ["a set", '["$W1"]'],
  ["an iterator", '["$i1"]'],
  ["a stream", '["$R1"]'],
  ["a typed array", '["$A1"]'],
  ["an integer of any length", `["$n${"9".repeat(1_000)}"]`],
  ["a symbol", '["$Sreact.element"]'],
  ["a date that is none", '["$Dconstructor"]'],
  ["a lone sign", '["$"]'],
  ["a constant with more behind it", '["$undefined1"]'],
  ["a reference deep inside", '[{"a":[{"b":["c","$2:x"]}]}]'],
  ["a reference written in escapes", '["\\u00241:__proto__"]'],
  ["a field named __proto__", '[{"__proto__":{"isOperator":true}}]'],
  ["one that is escaped", '[{"\\u005f_proto__":1}]'],
  ["one deep inside", '[{"a":[{"__proto__":[]}]}]'],
  ["no list", "{}"],
  ["null", "null"],
  ["a text", '"$1"'],
  ["nothing", ""],
  ["half of it", '[{"team":"acme"'],
  ["two of it", "[][]"],
  ["no JSON", "0:{}\n1:[]"],
  ["NUL", "\0"],
  ["no UTF-8", Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d])],
  ["a byte order mark", "\ufeff[]"],
  ["too many arguments", `[${"1,".repeat(8)}1]`],
  ["too deep for a stack", `${"[".repeat(30_000)}${"]".repeat(30_000)}`],
  ["deeper than any form of ours", `[${"[".repeat(33)}${"]".repeat(33)}]`],
])("%s is refused", (_, body) => {
  expect(judge(body)).toBe(400);
});

test.each([
  "toString",
  "__proto__",
  "constructor",
  "",
  "7f",
  ID.toUpperCase(),
  `${ID}0`,
  `${ID}, ${ID}`,
  "x".repeat(42),
])("the action %j is none", (id) => {
  expect(judge("[]", TEXT, id)).toBe(400);
});

test.each([
  "multipart/form-data; boundary=x",
  "MULTIPART/FORM-DATA; boundary=x",
  "application/x-www-form-urlencoded",
  "application/json",
  "text/plain;charset=utf-16",
  "text/plain, multipart/form-data; boundary=x",
  "text/x-component",
  "",
])("an action as %j is refused before it is read", (type) => {
  expect(judge("[]", type)).toBe(415);
});

test("beside actions and routes below /api nothing is changed", () => {
  const plain = (method: string, path: string, type?: string) =>
    judgeAction({ method, headers: { "content-type": type } }, path, () => Buffer.alloc(0));
  for (const type of [
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "text/plain",
    undefined,
  ]) {
    expect(plain("POST", "/acme/keys", type)).toMatchObject({ status: 405, headers: { Allow: "GET, HEAD" } });
    expect(plain("POST", "/api/auth/signout", type)).toBe(null);
  }
  for (const method of ["PUT", "PATCH", "DELETE", "TRACE"]) expect(plain(method, "/")?.status).toBe(405);
  expect(plain("DELETE", "/api/v1/keys")).toBe(null);
  for (const method of ["GET", "HEAD", "OPTIONS"]) expect(plain(method, "/acme/keys")).toBe(null);
});
