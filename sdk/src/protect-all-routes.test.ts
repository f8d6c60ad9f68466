import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import Fastify from "fastify";
import { Hono } from "hono";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { generateKey } from "@/lib/keys/format";
import { type InsertedKey, insertKey } from "@/lib/testing/insert-key";
import { startTestGateway, type TestGateway } from "../../server/testing/start-test-gateway";
import { createLatchkey, type Latchkey } from "./create-latchkey.js";
import { protectExpress } from "./protect-express.js";
import { protectFastify } from "./protect-fastify.js";
import { protectHono } from "./protect-hono.js";
import { protectNext } from "./protect-next.js";

let gateway: TestGateway;
let latchkey: Latchkey;
let key: InsertedKey;
const ends: (() => unknown)[] = [];
beforeAll(async () => {
  gateway = await startTestGateway();
  latchkey = createLatchkey({ gatewayUrl: gateway.url, serviceToken: gateway.token });
  key = await insertKey();
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
afterAll(async () => {
  await latchkey.close();
  await gateway.close();
});

async function listen(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Calls a path with the key; what was reported of it. */
async function reportOf(url: string, more: RequestInit = {}) {
  gateway.spool.reports.length = 0;
  await fetch(url, { headers: { "X-API-Key": key.plaintext }, ...more }).catch(() => {});
  await vi.waitFor(() => expect(latchkey.stats().queued).toBe(1));
  await latchkey.flush();
  return gateway.spool.reports[0]?.events[0];
}

test("Express: before all routes, the one that was chosen is reported, or none", async () => {
  const app = express().use(protectExpress(latchkey));
  const router = express.Router().get("/", (_, response) => void response.send("all"));
  router.get("/:id/refunds", (_, response) => void response.send("one"));
  const url = await listen(app.use("/v1/charges", router));
  expect((await fetch(`${url}/v1/charges`)).status).toBe(401);
  expect(await reportOf(`${url}/v1/charges/ch_1/refunds`)).toMatchObject({ route: "/v1/charges/{id}/refunds" });
  expect(await reportOf(`${url}/v1/charges`)).toMatchObject({ route: "/v1/charges", status: 200 });
  expect(await reportOf(`${url}/nowhere`)).toMatchObject({ route: undefined, status: 404 });
});

test("Express: behind a proxy that it trusts the caller's address is the client's", async () => {
  const app = express().set("trust proxy", "loopback").use(protectExpress(latchkey));
  const url = await listen(app.get("/", (_, response) => void response.send("")));
  const headers = { "X-API-Key": key.plaintext, "X-Forwarded-For": "203.0.113.9" };
  expect(await reportOf(url, { headers })).toMatchObject({ ip: "203.0.113.9" });
});

test("a client that hung up counts as 499", async () => {
  const abort = new AbortController();
  const app = express().get("/slow", protectExpress(latchkey), () => abort.abort());
  const report = await reportOf(`${await listen(app)}/slow`, { signal: abort.signal });
  expect(report).toMatchObject({ status: 499, route: "/slow" });
});

test("Fastify: a hook protects all routes, and a refused call runs no handler", async () => {
  const app = Fastify();
  app.addHook("onRequest", protectFastify(latchkey));
  const handled = vi.fn(async () => "one");
  app.get("/v1/charges/:id", handled);
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  ends.push(() => app.close());
  expect((await fetch(`${url}/v1/charges/ch_1`)).status).toBe(401);
  expect(handled).not.toHaveBeenCalled();
  expect(await reportOf(`${url}/v1/charges/ch_1`)).toMatchObject({ route: "/v1/charges/{id}", status: 200 });
  expect(await reportOf(`${url}/nowhere`)).toMatchObject({ route: undefined, status: 404 });
});

test("Hono: below a path all routes are protected, and even an answer of fetch carries the limit", async () => {
  const upstream = await listen((_, response) => response.end("from upstream"));
  const app = new Hono().use("/v1/*", protectHono(latchkey)).get("/v1/charges/:id", () => fetch(upstream));
  const url = await listen(getRequestListener(app.fetch));
  const response = await fetch(`${url}/v1/charges/ch_1`, { headers: { "X-API-Key": key.plaintext } });
  expect([await response.text(), response.headers.get("x-ratelimit-limit")]).toEqual(["from upstream", "1000"]);
  await latchkey.flush();
  expect((await fetch(`${url}/v1/charges/ch_1`)).status).toBe(401);
  expect(await reportOf(`${url}/v1/charges/ch_1`)).toMatchObject({ route: "/v1/charges/{id}", ip: "127.0.0.1" });
  expect(await reportOf(`${url}/v1/nowhere`)).toMatchObject({ route: undefined, status: 404 });
});

test("Next: what redirect() and notFound() throw is reported with their status, and thrown on", async () => {
  const thrown: [digest: string | undefined, status: number][] = [
    ["NEXT_REDIRECT;replace;/elsewhere;307;", 307],
    ["NEXT_HTTP_ERROR_FALLBACK;404", 404],
    [undefined, 500],
  ];
  for (const [digest, status] of thrown) {
    const error = Object.assign(new Error("thrown"), { digest });
    const handler = protectNext(latchkey, { route: "/told" }, () => Promise.reject(error));
    const request = new Request("http://x/v1", { headers: { "X-API-Key": key.plaintext } });
    gateway.spool.reports.length = 0;
    await expect(handler(request, { params: Promise.resolve({}) })).rejects.toBe(error);
    await latchkey.flush();
    expect(gateway.spool.reports[0]?.events[0]).toMatchObject({ status, route: "/told" });
  }
});

test("too many unknown keys of one address are refused as the gateway refuses them", async () => {
  const url = await listen(express().use(protectExpress(latchkey)));
  const unknown = () => ({ "X-API-Key": generateKey("myapi", "live").plaintext });
  for (let i = 0; i < 70; i++) await gateway.authorize(unknown());
  const theirs = await gateway.authorize(unknown());
  const mine = await fetch(url, { headers: unknown() });
  const problem = async (response: Response) => ({ ...((await response.json()) as object), requestId: "" });
  expect([mine.status, mine.headers.get("retry-after"), await problem(mine)]).toEqual([
    429,
    theirs.headers.get("retry-after"),
    await problem(theirs),
  ]);
});
