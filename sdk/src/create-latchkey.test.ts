import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { clock } from "@/lib/clock";
import { insertKey } from "@/lib/testing/insert-key";
import { startTestGateway, type TestGateway } from "../../server/testing/start-test-gateway";
import { createLatchkey, type LatchkeyError, type LatchkeyOptions } from "./create-latchkey.js";
import { deadAddress, startStub, validAnswer } from "./testing/start-stub.js";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

function client(given: Partial<LatchkeyOptions> = {}) {
  const errors: LatchkeyError[] = [];
  const options = {
    gatewayUrl: gateway.url,
    serviceToken: gateway.token,
    onError: (e: LatchkeyError) => errors.push(e),
  };
  return Object.assign(createLatchkey({ ...options, ...given }), { errors });
}

test("the gateway's decision is handed on whole, whatever it is", async () => {
  const latchkey = client();
  const key = await insertKey({ allowedIps: ["203.0.113.0/24"], metadata: { plan: "pro" } });
  const expired = await insertKey({ expiresAt: new Date(clock.ms() - 1_000) });
  const ask = (given: object) => ({ key: key.plaintext, ip: "203.0.113.7", ...given });
  expect(
    await latchkey.verify(ask({ scopes: ["read"], userAgent: "x".repeat(9_000), route: "/".repeat(9_000) })),
  ).toEqual({
    valid: true,
    code: "VALID",
    status: 200,
    requestId: expect.stringMatching(/^req_/),
    key: {
      id: key.shownKeyId,
      label: "Payment service",
      environment: "live",
      teamId: expect.stringMatching(/^team_/),
      scopes: ["read"],
      metadata: { plan: "pro" },
      expiresAt: null,
      secret: { id: key.secretId, endsAt: null },
    },
    rateLimit: { limit: 1000, remaining: 999, reset: expect.any(Number), windowSeconds: 60 },
    headers: expect.objectContaining({ "X-RateLimit-Remaining": "999", RateLimit: expect.any(String) }),
  });
  const cases = [
    [{ key: "nonsense" }, "MALFORMED", 401],
    [{ key: expired.plaintext }, "EXPIRED", 401],
    [{ ip: "198.51.100.1" }, "IP_FORBIDDEN", 403],
    [{ ip: "x".repeat(100) }, "IP_FORBIDDEN", 403],
    [{ scopes: ["write"] }, "INSUFFICIENT_SCOPE", 403],
    [{ environment: "test" }, "ENVIRONMENT_MISMATCH", 403],
    [{ cost: 5_000 }, "RATE_LIMITED", 429],
  ] as const;
  for (const [given, code, status] of cases) {
    expect(await latchkey.verify(ask(given))).toMatchObject({ valid: false, code, status });
  }
  expect(gateway.spool.verifications.at(-1)).toMatchObject({ keyId: key.keyId });
  await latchkey.close();
  expect(latchkey.errors).toEqual([]);
});

test("without a gateway a call is refused with 503 or passes without a key, as chosen, and it is told once", async () => {
  const gatewayUrl = await deadAddress();
  const closed = client({ gatewayUrl });
  const open = client({ gatewayUrl, onOutage: "open" });
  const unavailable = { code: "UNAVAILABLE", requestId: null, key: null, rateLimit: null };
  for (let i = 0; i < 20; i++) {
    expect(await closed.verify({ key: "k" })).toEqual({
      ...unavailable,
      valid: false,
      status: 503,
      headers: { "Retry-After": "1", "Cache-Control": "no-store" },
    });
    expect(await open.verify({ key: "k" })).toEqual({ ...unavailable, valid: true, status: 200, headers: {} });
  }
  expect(closed.errors.map(({ code }) => code)).toEqual(["outage"]);
  expect(closed.errors[0]?.message).toContain("ECONNREFUSED");
});

test("a gateway's 503 is an outage with its own Retry-After, and so are 500, a redirect and an answer that is no decision", async () => {
  const answers: [status: number, headers: Record<string, string>, body: string, retryAfter: string][] = [
    [503, { "Retry-After": "7", "X-Request-Id": "req_9" }, "{}", "7"],
    [503, { "Retry-After": "soon" }, "", "1"],
    [500, {}, "", "1"],
    [302, { Location: "http://127.0.0.1:1/" }, "", "1"],
    [200, {}, "<html>", "1"],
    [200, {}, "{}", "1"],
  ];
  let next = answers[0];
  const stub = await startStub((_, response) => response.writeHead(next?.[0] ?? 0, next?.[1]).end(next?.[2]));
  const latchkey = client({ gatewayUrl: stub.url });
  for (const answer of answers) {
    next = answer;
    const decision = await latchkey.verify({ key: "k" });
    expect(decision).toMatchObject({ code: "UNAVAILABLE", status: 503, headers: { "Retry-After": answer[3] } });
    expect(decision.requestId).toBe(answer[1]["X-Request-Id"] ?? null);
  }
  await stub.close();
});

test("a gateway that hangs costs the first calls their patience and the next ones nothing, until it is back", async () => {
  let hangs = true;
  const stub = await startStub((_, response) => hangs || response.end(JSON.stringify(validAnswer())));
  const latchkey = client({ gatewayUrl: stub.url, timeoutMs: 50 });
  for (let i = 0; i < 5; i++) await latchkey.verify({ key: "k" });
  expect(stub.requests).toHaveLength(5);
  const decisions = await Promise.all(Array.from({ length: 500 }, () => latchkey.verify({ key: "k" })));
  expect(new Set(decisions.map(({ status }) => status))).toEqual(new Set([503]));
  expect(stub.requests).toHaveLength(5);
  hangs = false;
  await vi.waitFor(async () => expect((await latchkey.verify({ key: "k" })).code).toBe("VALID"), 5_000);
  expect((await latchkey.verify({ key: "k" })).code).toBe("VALID");
  await latchkey.close();
  await stub.close();
});

test("a connection that the gateway closed while it idled costs no call", async () => {
  const stub = await startStub((_, response) => {
    response.end(JSON.stringify(validAnswer()));
    response.once("close", () => response.socket?.destroy());
  });
  const latchkey = client({ gatewayUrl: stub.url });
  for (let i = 0; i < 50; i++) expect((await latchkey.verify({ key: "k" })).code).toBe("VALID");
  await stub.close();
});

test("a wrong service token is no outage: it opens nothing, and its text is in no error", async () => {
  const serviceToken = `${gateway.token.slice(0, -1)}!`;
  const latchkey = client({ serviceToken, onOutage: "open" });
  const refused = await latchkey.verify({ key: "k" }).then(
    () => undefined,
    (error) => error as LatchkeyError,
  );
  expect(refused).toMatchObject({ name: "LatchkeyError", code: "refused", status: 401 });
  expect(refused?.message).toContain("service token");
  expect(refused?.message).not.toContain(serviceToken);
  expect(latchkey.errors).toEqual([refused]);
  await expect(client().verify({ key: "k", cost: -1 })).rejects.toThrow("cost must be a whole number");
});

test("wrong options are named, and never with the token's text", () => {
  const wrong: [Partial<LatchkeyOptions>, string][] = [
    [{ gatewayUrl: "gateway.example.com" }, "gatewayUrl"],
    [{ gatewayUrl: "ftp://gateway.example.com" }, "gatewayUrl"],
    [{ serviceToken: "secret token" }, "serviceToken"],
    [{ serviceToken: undefined }, "serviceToken"],
    [{ cacheMs: 2_001 }, "cacheMs"],
    [{ cacheMs: Number.NaN }, "cacheMs"],
    [{ timeoutMs: 0 }, "timeoutMs"],
    [{ onOutage: "ignore" as "open" }, "onOutage"],
  ];
  for (const [given, name] of wrong) {
    const make = () => createLatchkey({ gatewayUrl: "http://localhost", serviceToken: "t", ...given });
    expect(make).toThrow(name);
    expect(make).not.toThrow("secret token");
  }
});

test("a gateway behind a path is asked there", async () => {
  const stub = await startStub((_, response) => response.end(JSON.stringify(validAnswer())));
  const latchkey = client({ gatewayUrl: `${stub.url}/keys/` });
  await latchkey.verify({ key: "k" });
  expect(stub.requests[0]?.path).toBe("/keys/v1/verify");
  await latchkey.close();
  await stub.close();
});
