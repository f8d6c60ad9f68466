import { expect, test } from "vitest";
import { safeReturn } from "./safe-return";
import { signInPath } from "./sign-in-path";

const PUBLIC = "https://keys.example.com";

test.each([
  "/acme/keys",
  "/acme/usage?range=7d&zone=Asia%2FKolkata#requests",
  "/acme/keys?q=%2F%2Fevil.example",
  "https://keys.example.com/acme/keys",
])("after signing in, %s is gone on with", (asked) => {
  expect(safeReturn(asked, PUBLIC)).toBe(asked.replace(PUBLIC, ""));
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "\n//evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "https://evil.example/acme",
  "http://keys.example.com/acme",
  "https://keys.example.com@evil.example/",
  "https://keys.example.com:8443/",
  "https:evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "http://[",
  undefined,
  ["/acme", "/other"],
])("after signing in, %j leads nowhere else", (asked) => {
  const path = safeReturn(asked, PUBLIC);
  // What a browser makes of it, wherever it stands.
  expect(new URL(path, PUBLIC).origin).toBe(PUBLIC);
  expect(path).toMatch(/^\/(?![/\\])/);
});

test("sign-in is told the path asked for, without what Next added", () => {
  expect(signInPath("/acme/keys")).toBe("/sign-in?callbackUrl=%2Facme%2Fkeys");
  expect(signInPath("/acme/usage?range=7d&_rsc=1ab&env=test")).toBe(
    `/sign-in?callbackUrl=${encodeURIComponent("/acme/usage?range=7d&env=test")}`,
  );
});

test("sign-in is told nothing where there is nothing to tell, or too much", () => {
  for (const asked of [null, "/", "//evil.example", `/${"a".repeat(5_000)}`])
    expect(signInPath(asked)).toBe("/sign-in");
  expect(signInPath(`/acme/keys?q=${"a".repeat(5_000)}`)).toBe("/sign-in?callbackUrl=%2Facme%2Fkeys");
});
