import { Secret } from "otpauth";
import { expect, test } from "vitest";
import { newTotpSecret, stepOf, totpCode, totpUri } from "./totp";

// RFC 6238 appendix B, SHA-1; the last six of its eight digits.
const secret = Secret.fromLatin1("12345678901234567890").base32;

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("at %d s the code is that of RFC 6238", (seconds, code) => {
  expect(totpCode(secret, seconds * 1_000)).toBe(code);
  expect(stepOf(secret, code, seconds * 1_000, 0)).toBe(Math.floor(seconds / 30));
});

test("the step before and the step after count, and none further off", () => {
  const now = 1_700_000_010_000;
  const step = Math.floor(now / 30_000);
  const found = [-2, -1, 0, 1, 2].map((off) => stepOf(secret, totpCode(secret, now + off * 30_000), now, 0));
  expect(found).toEqual([null, step - 1, step, step + 1, null]);
});

test("no step counts at or before the last one that did", () => {
  const now = 1_700_000_010_000;
  const step = Math.floor(now / 30_000);
  const of = (off: number) => stepOf(secret, totpCode(secret, now + off * 30_000), now, step);
  expect([of(-1), of(0), of(1)]).toEqual([null, null, step + 1]);
});

test("what is no code of six digits is none", () => {
  for (const bad of ["", "12345", "1234567", "12345a", "１２３４５６", "-12345", " 287082"])
    expect(stepOf(secret, bad, 59_000, 0), bad).toBeNull();
});

test("secrets are 160 random bits, and their address is what apps read", () => {
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpSecret()).not.toBe(newTotpSecret());
  const uri = new URL(totpUri(secret, { issuer: "Acme & Co", label: "ada@example.com" }));
  expect(uri.protocol + uri.host).toBe("otpauth:totp");
  expect(decodeURIComponent(uri.pathname)).toBe("/Acme & Co:ada@example.com");
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: "Acme & Co",
    secret,
    algorithm: "SHA1",
    digits: "6",
    period: "30",
  });
});
