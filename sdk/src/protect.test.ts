import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { clock } from "@/lib/clock";
import { generateKey } from "@/lib/keys/format";
import { type InsertedKey, insertKey, insertSecret } from "@/lib/testing/insert-key";
import { startTestGateway, type TestGateway } from "../../server/testing/start-test-gateway";
import { createLatchkey, type Latchkey } from "./create-latchkey.js";
import { FRAMEWORKS, type Service, startFramework } from "./testing/start-frameworks.js";
import { deadAddress } from "./testing/start-stub.js";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const client = (given: object = {}): Latchkey =>
  createLatchkey({ gatewayUrl: gateway.url, serviceToken: gateway.token, onError: () => {}, ...given });

/** An answer without what HTTP and the framework themselves put on it. */
async function answerOf(response: Response, more: readonly string[] = []) {
  const headers = Object.fromEntries(response.headers);
  const transport = ["date", "connection", "keep-alive", "transfer-encoding", "content-length", "x-powered-by"];
  for (const name of [...transport, ...more]) delete headers[name];
  return { status: response.status, headers, body: await response.text() };
}

type Answer = Awaited<ReturnType<typeof answerOf>>;

/** The same, whichever request it was. */
function withoutId({ status, headers: { "x-request-id": id, ...headers }, body }: Answer): Answer {
  return { status, headers, body: id === undefined ? body : body.replace(id, "req_") };
}

describe.each(FRAMEWORKS)("%s", (framework) => {
  let latchkey: Latchkey;
  let service: Service;
  let key: InsertedKey;
  beforeAll(async () => {
    latchkey = client();
    service = await startFramework(framework, latchkey);
    key = await insertKey();
  });
  afterAll(async () => {
    await latchkey.close();
    await service.close();
  });

  const call = (headers: Record<string, string>, path = "/v1/charges/ch_1", method = "GET"): Promise<Response> =>
    fetch(service.url + path, { method, headers });
  const bearer = (plaintext: string) => ({ Authorization: `Bearer ${plaintext}` });

  test("a key that may pass reaches the handler, and its limit is on the answer", async () => {
    const response = await call({ Authorization: `bEARER ${key.plaintext}` });
    expect([response.status, await response.json()]).toEqual([201, { id: "ch_1", keyId: key.shownKeyId }]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "x-ratelimit-limit": "1000",
      "x-ratelimit-remaining": expect.stringMatching(/^9\d\d$/),
      "x-ratelimit-reset": expect.stringMatching(/^\d{10}$/),
      "ratelimit-policy": '"default";q=1000;w=60',
      ratelimit: expect.stringMatching(/^"default";r=9\d\d;t=\d+$/),
    });
    expect(gateway.spool.verifications.at(-1)).toMatchObject({
      keyId: key.keyId,
      method: "GET",
      route: "/v1/charges/{id}",
      ip: "127.0.0.1",
    });
    expect((await call({ "X-API-Key": key.plaintext })).status).toBe(201);
  });

  test("a key's end and its secret's end are told on the answer", async () => {
    const ending = await insertKey({ expiresAt: new Date(clock.ms() + 86_400_000) });
    const old = await insertSecret(ending, { endsAt: new Date(clock.ms() + 3_600_000) });
    const { headers } = await call(bearer(old.plaintext));
    expect(headers.get("x-api-key-expires")).toMatch(/^\d{4}-/);
    expect(headers.get("x-api-key-secret-ends")).toMatch(/^\d{4}-/);
  });

  test("a refusal is the one of the gateway's forward authentication, to the byte", async () => {
    const revoked = await insertKey({ expiresAt: new Date(clock.ms() - 1_000) });
    const elsewhere = await insertKey({ allowedIps: ["203.0.113.7"] });
    const unknown = generateKey("myapi", "live").plaintext;
    const { plaintext } = key;
    const cases: [name: string, headers: Record<string, string>, scope?: string][] = [
      ["no key", {}],
      ["another scheme", { Authorization: "Basic dXNlcjpwYXNz" }],
      ["expired", bearer(revoked.plaintext)],
      ["unknown", bearer(unknown)],
      ["malformed", { "X-API-Key": "nonsense" }],
      ["too long", bearer("x".repeat(600))],
      ["address", bearer(elsewhere.plaintext)],
      ["scope", bearer(plaintext), "write"],
    ];
    for (const [name, headers, scope = "read"] of cases) {
      const path = scope === "write" ? "/v1/charges" : "/v1/charges/ch_1";
      const mine = await answerOf(await call(headers, path, scope === "write" ? "POST" : "GET"));
      const theirs = await answerOf(await gateway.authorize(headers, `?scope=${scope}`));
      expect(withoutId(mine), name).toEqual(withoutId(theirs));
      // What the gateway never judged has no id to look up.
      const isJudged = !["no key", "another scheme", "too long"].includes(name);
      expect("x-request-id" in mine.headers, name).toBe(isJudged);
    }
  });

  test("two different keys are refused as the gateway refuses them", async () => {
    const headers = { ...bearer(key.plaintext), "X-API-Key": "another" };
    const [mine, theirs] = [await call(headers), await gateway.authorize(headers)];
    const { requestId: _, ...problem } = (await theirs.json()) as { requestId: string };
    expect([mine.status, mine.headers.get("content-type"), await mine.json()]).toEqual([
      400,
      theirs.headers.get("content-type"),
      problem,
    ]);
  });

  test("over its limit a key is refused with when to come back", async () => {
    const small = await insertKey({ limit: 7, scopes: ["read", "write"] });
    expect((await call(bearer(small.plaintext), "/v1/charges", "POST")).status).toBe(204);
    const response = await call(bearer(small.plaintext), "/v1/charges", "POST");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "retry-after": expect.stringMatching(/^[1-9]\d*$/),
      "x-ratelimit-remaining": "2",
      "x-request-id": expect.stringMatching(/^req_/),
    });
    expect([response.status, await response.json()]).toEqual([
      429,
      {
        type: "about:blank",
        title: "Too Many Requests",
        status: 429,
        detail: "The rate limit of this API key is used up. Retry-After says when to come back.",
        requestId: response.headers.get("x-request-id"),
      },
    ]);
  });

  test("in the query a key is nobody's", async () => {
    expect((await call({}, `/v1/charges/ch_1?api_key=${key.plaintext}&access_token=${key.plaintext}`)).status).toBe(
      401,
    );
  });

  test("what the service answered is reported with status, latency, route and address; a refused call is not", async () => {
    const both = await insertKey({ scopes: ["read", "write"] });
    await latchkey.flush();
    gateway.spool.reports.length = 0;
    await call(bearer(both.plaintext), "/v1/charges/ch_7");
    await call(bearer(both.plaintext), "/v1/charges", "POST");
    await call(bearer(both.plaintext), "/v1/broken");
    await call(bearer("nonsense"));
    await vi.waitFor(() => expect(latchkey.stats().queued).toBe(3));
    await latchkey.flush();
    const events = gateway.spool.reports.flatMap((batch) => batch.events);
    const common = { keyId: both.keyId, secretId: both.secretId, latencyMs: expect.any(Number) };
    const ip = "127.0.0.1";
    const told = [
      { ...common, status: 201, method: "GET", route: "/v1/charges/{id}", ip },
      { ...common, status: 204, method: "POST", route: "/v1/charges", ip },
      { ...common, status: 500, method: "GET", route: "/v1/broken", ip: framework === "next" ? undefined : ip },
    ];
    expect(events.map(({ at: _, teamId: _team, environment: _env, ...event }) => event)).toEqual(told);
    for (const { latencyMs } of events) expect(latencyMs).toBeLessThan(5_000);
  });

  test("without a gateway the caller gets 503 and never 401, or passes without a key", async () => {
    const gatewayUrl = await deadAddress();
    const closed = await startFramework(framework, client({ gatewayUrl }));
    const open = await startFramework(framework, client({ gatewayUrl, onOutage: "open" }));
    const wrong = await startFramework(framework, client({ serviceToken: "lk_service_wrong", onOutage: "open" }));
    const headers = bearer(key.plaintext);
    const refused = await fetch(`${closed.url}/v1/charges/ch_1`, { headers });
    expect(await answerOf(refused)).toEqual({
      status: 503,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store", "retry-after": "1" },
      body: JSON.stringify({
        type: "about:blank",
        title: "Service Unavailable",
        status: 503,
        detail: "API keys cannot be checked right now. Retry-After says when to come back.",
      }),
    });
    const passed = await fetch(`${open.url}/v1/charges/ch_1`, { headers });
    expect([passed.status, await passed.json()]).toEqual([201, { id: "ch_1", keyId: null }]);
    expect((await fetch(`${open.url}/v1/charges/ch_1`)).status).toBe(401);
    expect((await fetch(`${wrong.url}/v1/charges/ch_1`, { headers })).status).toBe(503);
    await Promise.all([closed, open, wrong].map((one) => one.close()));
  });

  test("a field sent twice with two keys is seen", async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asked = httpRequest(`${service.url}/v1/charges/ch_1`, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.setHeader("X-API-Key", ["a", "b"]);
      asked.on("error", reject);
      asked.end();
    });
    expect(status).toBe(400);
  });
});
