import { type IncomingHttpHeaders, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { createFront, type FrontOptions } from "./front";

// Over 250 lines since all that one server refuses is asked of one instance of it, with one stub behind.
// The real server in front, with a stub in Next's place that says what reached it.

type Seen = { method: string; url: string; headers: IncomingHttpHeaders; body: string };
let seen: Seen[] = [];
afterEach(() => {
  seen = [];
});

async function start(site: Partial<FrontOptions> = {}) {
  const server = createFront(
    { publicUrl: "http://keys.example.com", trustedProxies: [], development: false, ...site },
    async (incoming, response) => {
      const body = (await incoming.setEncoding("utf8").toArray()).join("");
      seen.push({ method: incoming.method ?? "", url: incoming.url ?? "", headers: incoming.headers, body });
      if (incoming.url === "/kept") response.setHeader("Cache-Control", "public, max-age=9");
      if (incoming.url === "/stricter") response.appendHeader("Content-Security-Policy", "sandbox");
      if (incoming.url === "/broken") throw new Error("a secret of ours");
      response.end(body);
    },
  );
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => new Promise((closed) => server.close(closed)) };
}

let front: Awaited<ReturnType<typeof start>>;
let secure: typeof front;
beforeAll(async () => {
  front = await start();
  secure = await start({ publicUrl: "https://keys.example.com", trustedProxies: ["127.0.0.1"] });
});
afterAll(async () => {
  await front.close();
  await secure.close();
});

type Answer = { status: number; headers: IncomingHttpHeaders; text: string };
type Sent = { headers?: Record<string, string>; body?: string | Buffer; to?: typeof front };

const send = (method: string, path: string, { headers, body, to = front }: Sent = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      {
        ...{ host: "127.0.0.1", port: to.port, method, path, agent: false },
        headers: { Host: "keys.example.com", ...headers },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (piece: string) => {
          text += piece;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });

/** Writes raw bytes and reads until the other side closes. */
const raw = (text: string, { port } = front): Promise<string> =>
  new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
  });

function expectProblem({ status, headers, text }: Answer, expected: number): void {
  expect(status).toBe(expected);
  expect(headers["content-type"]).toBe("application/problem+json");
  const problem = JSON.parse(text);
  expect(problem).toMatchObject({ type: "about:blank", status: expected, requestId: headers["x-request-id"] });
  expect(text).not.toMatch(/\bat .+:\d+|node_modules/);
}

const OWN = { Origin: "http://keys.example.com" };
const ACTION = { ...OWN, "Next-Action": `40${"a".repeat(40)}`, "Content-Type": "text/plain;charset=UTF-8" };
const ALWAYS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

test("every answer carries the security headers, whoever gives it and whatever went wrong", async () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  const answers: [number, Answer][] = [
    [200, await send("GET", "/acme/keys")],
    [400, await send("GET", "/%zz")],
    [403, await send("POST", "/acme/keys")],
    [404, await send("GET", "/_global-error")],
    [405, await send("DELETE", "/acme/keys", { headers: OWN })],
    [413, await send("POST", "/api/v1/keys", { body: "x".repeat(65_537) })],
    [417, await send("GET", "/", { headers: { Expect: "a miracle" } })],
    [500, await send("GET", "/broken")],
  ];
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
  for (const [status, answer] of answers) {
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ ...ALWAYS, "cache-control": "no-store" });
    expect(answer.headers["content-security-policy"]).toContain("'strict-dynamic'");
    expect(answer.headers["permissions-policy"]).toContain("camera=()");
    expect(answer.headers).not.toHaveProperty("strict-transport-security");
    expect(answer.text).not.toContain("a secret of ours");
  }
  for (const text of [await raw("not http\r\n\r\n"), await raw(`GET / HTTP/1.1\r\nX: ${"a".repeat(20_000)}\r\n\r\n`)]) {
    for (const [name, value] of Object.entries(ALWAYS))
      expect(text.toLowerCase()).toContain(`${name}: ${value.toLowerCase()}`);
    expect(text).toContain("Content-Security-Policy: default-src 'self'; script-src 'nonce-");
  }
});

test("what the product says about an answer itself stands, once", async () => {
  expect((await send("GET", "/kept")).headers["cache-control"]).toBe("public, max-age=9");
  expect((await send("GET", "/stricter")).headers["content-security-policy"]).toBe("sandbox");
});

test("strict transport goes by the configured address, not by what a request claims", async () => {
  const expected = "max-age=31536000; includeSubDomains";
  for (const path of ["/", "/%zz"]) {
    expect((await send("GET", path, { to: secure })).headers["strict-transport-security"]).toBe(expected);
  }
  const claimed = await send("GET", "/", { headers: { "X-Forwarded-Proto": "https" } });
  expect(claimed.headers).not.toHaveProperty("strict-transport-security");
});

test("each answer has a nonce of its own, which the page is told and no client can choose", async () => {
  const forged = "script-src 'nonce-forged'";
  const headers = {
    "Content-Security-Policy": forged,
    "Content-Security-Policy-Report-Only": forged,
    "X-Latchkey-Nonce": "forged",
  };
  const nonces = new Set<string>();
  for (let i = 0; i < 3; i++) {
    const { headers: answered } = await send("GET", "/", { headers });
    const nonce = /script-src 'nonce-([A-Za-z0-9+/]{22}==)'/.exec(String(answered["content-security-policy"]))?.[1];
    expect(nonce).toBeDefined();
    expect(seen[i]?.headers["x-latchkey-nonce"]).toBe(nonce);
    expect(seen[i]?.headers["content-security-policy"]).toBe(`script-src 'nonce-${nonce}'`);
    nonces.add(String(nonce));
  }
  expect(nonces.size).toBe(3);
});

test("what only the server knows cannot be forged, nor what only Next says to itself", async () => {
  await send("GET", "/acme/keys?q=1", {
    headers: {
      "X-Latchkey-Peer": "203.0.113.7",
      "X-Latchkey-Path": "//evil.example",
      "X-Latchkey-Password": "guess",
      "X-Latchkey-Anything": "x",
      "X-Middleware-Subrequest": "proxy:proxy:proxy:proxy:proxy",
      "X-Middleware-Override-Headers": "x",
      "X-Forwarded-Host": "evil.example",
      "X-Forwarded-Proto": "https",
    },
  });
  const { headers } = seen[0] as Seen;
  expect(headers).toMatchObject({ "x-latchkey-peer": "127.0.0.1", "x-latchkey-path": "/acme/keys?q=1" });
  for (const name of ["x-latchkey-anything", "x-forwarded-host", "x-forwarded-proto"])
    expect(headers).not.toHaveProperty(name);
  expect(Object.keys(headers).filter((name) => name.startsWith("x-middleware"))).toEqual([]);
});

test("when Next asks itself for an action of another page, the client stays the one it asks for", async () => {
  await send("GET", "/");
  const { "x-latchkey-password": password } = (seen[0] as Seen).headers;
  await send("GET", "/", { headers: { "X-Latchkey-Password": String(password), "X-Latchkey-Peer": "203.0.113.7" } });
  expect(seen[1]?.headers["x-latchkey-peer"]).toBe("203.0.113.7");
});

test.each([
  "/api/v1/keys/%ff",
  "/acme/keys/%zz",
  "/%E0%A4%A",
  "/api/v1/../auth/signout",
  "/api/v1/%2e%2E/auth",
  "/a/./b",
])("the path %s, which not every reader reads alike, is the caller's mistake", async (path) => {
  expectProblem(await send("GET", path), 400);
  expect(seen).toEqual([]);
});

test("so is a target that is no path, or has backslashes", async () => {
  for (const target of ["http://evil.example/", "*", "/api/v1\\..\\auth", "/api/v1/%5c..%5cauth"]) {
    expect(await raw(`GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
  }
});

test.each(["/", "/api/v1/keys/%00", "/%E2%80%8B/keys", "/acme/keys?q=%ff", "/a..b/.hidden/...", "/x?a=../.."])(
  "the path %s is passed on as it is",
  async (path) => {
    expect((await send("GET", path)).status).toBe(200);
    expect(seen[0]?.url).toBe(path);
  },
);

test.each([
  "",
  "a b",
  "evil.example/path",
  "user@evil.example",
  "evil.example:port",
  "evil.example:99999999",
  "<script>",
])("the Host %j is none", async (host) => {
  const answer = await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain("problem+json");
});

test("a request without Host is refused with a problem, one in HTTP/1.0 needs none", async () => {
  expect(await raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 .*problem\+json/s);
  expect(await raw("GET / HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 /);
});

test("what Next could not parse of its router's state is the caller's mistake", async () => {
  const tree = (text: string) => ({ headers: { "Next-Router-State-Tree": text } });
  for (const text of ["%zz", "%7B", encodeURIComponent("[1,2,3]"), "x".repeat(9_000)]) {
    expectProblem(await send("GET", "/acme/keys", tree(text)), 400);
  }
  const sound = encodeURIComponent(JSON.stringify(["", { children: ["__PAGE__", {}] }, null, null]));
  expect((await send("GET", "/acme/keys", tree(sound))).status).toBe(200);
});

const FOREIGN = [
  "null",
  "",
  "http://evil.example",
  "http://keys.example.com.evil.example",
  "http://keys.example.com:81",
];
const CHANGES: [string, string][] = [
  ["POST", "/acme/keys"],
  ["POST", "/api/auth/callback/credentials"],
  ["POST", "/api/auth/signout"],
  ["PUT", "/api/logo"],
  ["DELETE", "/acme"],
  ["PATCH", "/"],
  ["POST", "/api/v1x"],
];
test.each(CHANGES)(
  "%s %s from a foreign, null or absent Origin is refused before anything runs",
  async (method, path) => {
    const { Origin: _, ...absent } = ACTION;
    for (const headers of [absent, ...FOREIGN.map((Origin) => ({ ...ACTION, Origin }))]) {
      expectProblem(await send(method, path, { headers, ...(method === "POST" && { body: "[]" }) }), 403);
    }
    expect(seen).toEqual([]);
  },
);

test("the management API, which no cookie opens, needs no Origin", async () => {
  const senders: Record<string, string>[] = [{}, { Origin: "http://evil.example" }];
  for (const headers of senders) {
    expect((await send("POST", "/api/v1/keys", { headers, body: "{}" })).text).toBe("{}");
  }
});

test("our own page is that of the host asked for, or of the configured address, and Next is told so", async () => {
  const from = (origin: string, host: string, more = {}) =>
    send("POST", "/acme", { headers: { ...ACTION, Origin: origin, Host: host, ...more }, body: "[]", to: secure });
  expect((await from("https://keys.example.com", "dashboard.internal:3000")).status).toBe(200);
  // Next compares the Origin with the host alone, and a forwarded one comes first.
  expect(seen[0]?.headers["x-forwarded-host"]).toBe("keys.example.com");
  expect((await from("http://127.0.0.1:3000", "127.0.0.1:3000")).status).toBe(200);
  expect((await from("https://other.example", "inside", { "X-Forwarded-Host": "other.example" })).status).toBe(200);
  expect((await from("https://other.example", "inside")).status).toBe(403);
});

test("a forwarded host from whom nobody trusts makes no foreign page ours", async () => {
  const headers = { ...ACTION, Origin: "http://evil.example", "X-Forwarded-Host": "evil.example" };
  expectProblem(await send("POST", "/acme", { headers, body: "[]" }), 403);
});

test("a body of 64 KiB arrives as it was sent, and only once it is whole", async () => {
  const body = "é".repeat(32 * 1_024);
  const whole = await send("POST", "/api/v1/keys", { body });
  expect(whole.text).toBe(body);

  const socket = connect(front.port, "127.0.0.1");
  socket.write("POST /api/v1/keys HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
  await pause(50);
  expect(seen).toHaveLength(1);
  socket.write("4\r\n and\r\n5\r\n half\r\n0\r\n\r\n");
  await new Promise((answered) => socket.once("data", answered));
  socket.destroy();
  expect(seen[1]?.body).toBe("half and half");
});

test("a body over 64 KiB is a 413 and reaches nobody, however its length is told", async () => {
  const body = "x".repeat(65_537);
  for (const path of ["/api/v1/keys", "/api/auth/signout", "/acme/keys"]) {
    expectProblem(await send("POST", path, { headers: ACTION, body }), 413);
    expectProblem(await send("POST", path, { headers: { ...ACTION, "Transfer-Encoding": "chunked" }, body }), 413);
  }
  expectProblem(await send("GET", "/", { headers: { "Content-Length": "65537" }, body }), 413);
  expect(seen).toEqual([]);
});

test("an import may have up to 1 MiB, and nothing else may", async () => {
  const send1MiB = (path: string, extra = 0) =>
    send("POST", path, { headers: ACTION, body: "x".repeat(1_048_576 + extra) });
  expect((await send1MiB("/api/v1/keys/import")).status).toBe(200);
  expectProblem(await send1MiB("/api/v1/keys/import", 1), 413);
  for (const path of ["/api/v1/keys/import/", "/api/v1/keys/imports", "/api/v1/keys?/api/v1/keys/import"]) {
    expectProblem(await send1MiB(path), 413);
  }
});

test("a report of GitHub's secret scanning may have 1 MiB, without an Origin, and not a byte more; no other path has as much", async () => {
  const scanning = "/api/secret-scanning/github";
  const body = "x".repeat(1_048_576);
  expect((await send("POST", scanning, { body })).text).toBe(body);
  const more = { body: `${body}x` };
  expectProblem(await send("POST", scanning, more), 413);
  expectProblem(await send("POST", scanning, { ...more, headers: { "Transfer-Encoding": "chunked" } }), 413);
  for (const path of [
    "/api/secret-scanning/github/x",
    "/api/v1/keys?/api/secret-scanning/github",
    "//api/secret-scanning/github",
  ])
    expectProblem(await send("POST", path, { headers: OWN, body }), 413);
  expect(seen).toHaveLength(1);
});

test("whoever goes on sending after a 413 is cut off, and the next request of the others is answered", async () => {
  const socket = connect(front.port, "127.0.0.1");
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => {});
  socket.write("POST /api/v1/keys HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  const chunk = Buffer.concat([Buffer.from("100000\r\n"), Buffer.alloc(1_048_576, 120), Buffer.from("\r\n")]);
  for (let i = 0; i < 24 && !socket.destroyed; i++) {
    if (!socket.write(chunk)) await Promise.race([closed, new Promise((go) => socket.once("drain", go))]);
  }
  await closed;
  expect((await send("GET", "/")).status).toBe(200);
  expect(seen).toHaveLength(1);
});

test("a header or a body that does not come in time is a 408, a header over 16 KiB a 431, and no HTTP a 400", async () => {
  const hasty = await start({
    timeouts: { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 50, keepAliveTimeout: 50 },
  });
  // Whoever has its answer and says no more is gone as well.
  expect(await raw("GET / HTTP/1.1\r\nHost: a\r\n\r\n", hasty)).toMatch(/^HTTP\/1\.1 200 /);
  expect(await raw("POST /api/v1/keys HTTP/1.1\r\nHost: a\r\n", hasty)).toMatch(/^HTTP\/1\.1 408 /);
  const slow = "POST /api/v1/keys HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf";
  expect(await raw(slow, hasty)).toMatch(/^HTTP\/1\.1 408 .*problem\+json/s);
  await hasty.close();
  expect(await raw(`GET / HTTP/1.1\r\nHost: a\r\nX: ${"a".repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  expect(await raw("\x16\x03\x01\x02")).toMatch(/^HTTP\/1\.1 400 /);
  expect(await raw("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n")).toMatch(
    /^HTTP\/1\.1 400 /,
  );
  expect(seen).toHaveLength(1);
});

test("an upgrade is a request like any other", async () => {
  const headers = { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Key": "x" };
  expect((await send("GET", "/%zz", { headers })).status).toBe(400);
  expect((await send("GET", "/", { headers })).headers).toMatchObject(ALWAYS);
});
