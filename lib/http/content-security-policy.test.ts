import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy";

const policy = contentSecurityPolicy("abc123", false);
const directive = (name: string): string | undefined =>
  policy
    .split("; ")
    .find((one) => one.startsWith(`${name} `))
    ?.slice(name.length + 1);

test("a script runs by the page's nonce, or by having been loaded by one that does", () => {
  expect(directive("script-src")).toBe("'nonce-abc123' 'strict-dynamic'");
  expect(directive("script-src-attr")).toBe("'none'");
  expect(directive("object-src")).toBe("'none'");
  expect(directive("base-uri")).toBe("'none'");
});

test("nobody frames a page, and its forms lead nowhere else", () => {
  expect(directive("frame-ancestors")).toBe("'none'");
  expect(directive("form-action")).toBe("'self'");
});

test("only style attributes are allowed unseen; watch mode alone may eval", () => {
  expect(directive("style-src-attr")).toBe("'unsafe-inline'");
  expect(policy.replace(/style-src-attr [^;]*/, "")).not.toMatch(/unsafe|\*|https?:/);
  expect(contentSecurityPolicy("abc123", true)).toContain("'unsafe-eval'");
});

test("the styles that sonner writes into the page are those of the version installed", () => {
  const code = readFileSync(new URL("../../node_modules/sonner/dist/index.mjs", import.meta.url), "utf8");
  const [, written = ""] = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(code) ?? [];
  for (const text of ["", JSON.parse(written)]) {
    expect(directive("style-src")).toContain(`'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  }
});
