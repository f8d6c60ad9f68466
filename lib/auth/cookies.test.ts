import { expect, test } from "vitest";
import { cookiesFor } from "./cookies";

const NAMES = ["session-token", "callback-url", "csrf-token", "pkce.code_verifier", "state", "nonce"];

test("over https every cookie of sign-in is bound to this very host and to TLS", () => {
  const cookies = Object.values(cookiesFor("https://keys.example.com"));
  expect(cookies.map(({ name }) => name)).toEqual(NAMES.map((name) => `__Host-next-auth.${name}`));
  for (const { options } of cookies) {
    expect(options).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
    // A browser refuses __Host- with one.
    expect(options).not.toHaveProperty("domain");
  }
});

test("on plain http, where browsers refuse the prefix, they have none and are the same otherwise", () => {
  for (const publicUrl of ["http://localhost:3000", undefined]) {
    const cookies = Object.values(cookiesFor(publicUrl));
    expect(cookies.map(({ name }) => name)).toEqual(NAMES.map((name) => `next-auth.${name}`));
    for (const { options } of cookies) {
      expect(options).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/", secure: false });
    }
  }
});
