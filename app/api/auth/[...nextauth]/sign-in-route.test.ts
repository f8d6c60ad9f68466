import { createRequire } from "node:module";
import { NextRequest } from "next/server";
import { beforeAll, expect, test, vi } from "vitest";

// next-auth's own handler, over https and over http.

let sent = new Headers();
const scope = {
  headers: async () => sent,
  cookies: async () => new NextRequest("http://n", { headers: sent }).cookies,
};
vi.mock("next/headers", () => scope);
// next-auth requires it, past the module graph of the tests.
Object.assign(createRequire(import.meta.url)("next/headers"), scope);

type Handler = typeof import("./route").POST;
const handlers = new Map<string, Handler>();

async function handlerAt(publicUrl: string): Promise<Handler> {
  process.env.NEXTAUTH_URL = publicUrl;
  vi.resetModules();
  return (await import("./route")).POST;
}
const PLAIN = "http://localhost:3000";
const SECURE = "https://keys.example.com";
beforeAll(async () => {
  for (const url of [PLAIN, SECURE]) handlers.set(url, await handlerAt(url));
});

function ask(publicUrl: string, path: string, init: { method?: string; headers?: HeadersInit; body?: string } = {}) {
  process.env.NEXTAUTH_URL = publicUrl;
  const request = new NextRequest(`${publicUrl}/api/auth/${path}`, init);
  sent = new Headers(request.headers);
  const nextauth = path.split("?", 1)[0]?.split("/") ?? [];
  return (handlers.get(publicUrl) as Handler)(request, { params: Promise.resolve({ nextauth }) });
}
const form = (body: string) => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body,
});

test("over https each cookie that sign-in sets is __Host-, Secure, HttpOnly, Lax and for the whole host", async () => {
  const cookies = (await ask(SECURE, "csrf")).headers.getSetCookie();
  expect(cookies).toHaveLength(2);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^__Host-next-auth\.(csrf-token|callback-url)=/);
    expect(cookie.split("; ").slice(1).sort()).toEqual(["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
  }
});

test("over http the same without the prefix and Secure, which browsers would refuse", async () => {
  for (const cookie of (await ask(PLAIN, "csrf")).headers.getSetCookie()) {
    expect(cookie).toMatch(/^next-auth\./);
    expect(cookie.split("; ").slice(1).sort()).toEqual(["HttpOnly", "Path=/", "SameSite=Lax"]);
  }
});

test("next-auth shows no page of its own, which the content security policy would break", async () => {
  for (const path of ["signin", "signout", "verify-request", "error", "error?error=AccessDenied"]) {
    const answer = await ask(PLAIN, path);
    expect(answer.status).toBe(302);
    expect(await answer.text()).not.toContain("<");
  }
});

test("nobody is signed in or out without the token of the page", async () => {
  for (const path of ["callback/credentials", "signout"]) {
    const answer = await ask(PLAIN, path, form("csrfToken=guess&email=ada%40example.com&password=x"));
    expect(answer.headers.get("location")).toContain("csrf=true");
    expect(answer.headers.getSetCookie().join()).not.toContain("session-token");
  }
});

test.each([
  [
    "JSON, which no form sends",
    "signout",
    { method: "POST", headers: { "content-type": "application/json" }, body: "{" },
    415,
  ],
  ["no type at all", "callback/credentials", { method: "POST" }, 415],
  ["a place to go that is no address", "callback/credentials", form("callbackUrl=abc"), 400],
  ["a script in its place", "csrf?callbackUrl=javascript:alert(1)", {}, 400],
  ["a line break in its place", "signin?callbackUrl=%2F%0D%0ASet-Cookie:%20a=b", {}, 400],
  ["two of them, one of which is none", "csrf?callbackUrl=%2F&callbackUrl=x", {}, 400],
  ["an error that no header can hold", "error?error=%0D%0ASet-Cookie:%20a=b", {}, 400],
  ["an action that there is not", "__proto__", {}, 400],
  ["a provider that there is not", "signin/__proto__", form("csrfToken=x"), 302],
])("%s is the caller's mistake", async (_, path, init, status) => {
  const answer = await ask(PLAIN, path, init);
  expect(answer.status).toBe(status);
  expect(await answer.text()).not.toMatch(/\bat .+:\d+|node_modules/);
});

test("a cookie that leads nowhere is refused once, and gone then", async () => {
  for (const [publicUrl, name] of [
    [PLAIN, "next-auth.callback-url"],
    [SECURE, "__Host-next-auth.callback-url"],
  ] as const) {
    const answer = await ask(publicUrl, "csrf", { headers: { cookie: `${name}=javascript%3A1` } });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("set-cookie")).toMatch(new RegExp(`^${name}=; Path=/; Max-Age=0`));
  }
});

test.each([
  "next-auth.session-token=%E0%A4%A",
  "next-auth.session-token=eyJhbGciOiJub25lIn0.e30.",
  "next-auth.session-token=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c",
  "next-auth.session-token.0=a; next-auth.session-token.x=b",
  "next-auth.csrf-token=%7C%7C; ;;=; =",
  "__proto__=1; constructor=2",
])("the cookie %s is nobody's session", async (cookie) => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  const answer = await ask(PLAIN, "session", { headers: { cookie } });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({});
  expect(JSON.stringify(logged.mock.calls)).not.toContain("eyJ");
  logged.mockRestore();
});
