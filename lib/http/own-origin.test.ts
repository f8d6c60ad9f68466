import { expect, test } from "vitest";
import { askedHost, isOwnOrigin, needsOwnOrigin } from "./own-origin";

const PLAIN = "http://localhost:3000";
const SECURE = "https://keys.example.com";

test.each([
  [PLAIN, "localhost:3000", "http://localhost:3000"],
  // Started for one name of the machine, opened by another.
  [PLAIN, "127.0.0.1:3000", "http://127.0.0.1:3000"],
  [PLAIN, "[::1]:3000", "http://[::1]:3000"],
  [PLAIN, "192.168.0.7:3000", "http://192.168.0.7:3000"],
  [SECURE, "keys.example.com", SECURE],
  [SECURE, "KEYS.example.com:443", SECURE],
  // A proxy that asks for us by a name of its own.
  [SECURE, "dashboard.internal:3000", SECURE],
  // A public deployment, opened on its own machine.
  [SECURE, "127.0.0.1:3000", "http://127.0.0.1:3000"],
  ["https://keys.example.com/", "keys.example.com", SECURE],
])("of a dashboard at %s asked for as %s, %s is a page", (publicUrl, host, origin) => {
  expect(isOwnOrigin(origin, host, publicUrl)).toBe(true);
});

test.each([
  undefined,
  null,
  "",
  "null",
  "https://evil.example",
  "https://keys.example.com.evil.example",
  "https://evil.keys.example.com",
  "https://keys.example.com:8443",
  // Anybody between may have written that page.
  "http://keys.example.com",
  "https://keys.example.com/",
  "https://keys.example.com/path",
  "https://user@keys.example.com",
  "HTTPS://KEYS.EXAMPLE.COM",
  "https://keys.example.com, https://evil.example",
  "https://keys.example.com https://evil.example",
  "ftp://keys.example.com",
  "file://",
  "keys.example.com",
  "chrome-extension://keys.example.com",
])("%s is not a page of https://keys.example.com", (origin) => {
  expect(isOwnOrigin(origin, "keys.example.com", SECURE)).toBe(false);
});

test("no host asked for makes nobody ours", () => {
  expect(isOwnOrigin("http://evil.example", null, PLAIN)).toBe(false);
  expect(isOwnOrigin("http://evil.example", "", PLAIN)).toBe(false);
  expect(isOwnOrigin("http://evil.example", "evil.example/..", PLAIN)).toBe(false);
});

test("a forwarded host counts when a trusted proxy says it, and is the one that the client asked for", () => {
  const asked = { host: "inside:3000", forwardedHost: "keys.example.com, inside", peer: "10.0.0.9" };
  expect(askedHost(asked, ["10.0.0.0/8"])).toBe("keys.example.com");
  expect(askedHost(asked, [])).toBe("inside:3000");
  expect(askedHost({ ...asked, peer: "192.0.2.1" }, ["10.0.0.0/8"])).toBe("inside:3000");
  expect(askedHost({ ...asked, forwardedHost: null }, ["10.0.0.0/8"])).toBe("inside:3000");
  expect(askedHost({ host: undefined, forwardedHost: "x", peer: null }, [])).toBe(null);
});

test.each([
  ["POST", "/acme/keys", true],
  ["POST", "/api/auth/signout", true],
  ["POST", "/api/v10/keys", true],
  ["POST", "/api/V1/keys", true],
  ["post", "/acme/keys", true],
  ["DELETE", "/", true],
  ["PUT", "/acme", true],
  ["PATCH", "/acme", true],
  ["TRACE", "/acme", true],
  ["GET", "/acme/keys", false],
  ["HEAD", "/acme/keys", false],
  ["OPTIONS", "/acme/keys", false],
  ["POST", "/api/v1/keys", false],
  ["DELETE", "/api/v1", false],
  ["POST", "/api/secret-scanning/github", false],
  ["POST", "/api/secret-scanning", true],
])("%s %s has to come from our own page: %s", (method, path, needed) => {
  expect(needsOwnOrigin(method, path)).toBe(needed);
});
