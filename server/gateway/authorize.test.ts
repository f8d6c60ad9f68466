import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clock } from "@/lib/clock";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { pool } from "@/lib/db/pool";
import { createKey } from "@/lib/keys/create-key";
import { checksum, generateKey } from "@/lib/keys/format";
import { editKeyPrefix } from "@/lib/operator/edit-key-prefix";
import { editProduct } from "@/lib/operator/edit-product";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { insertKey } from "@/lib/testing/insert-key";
import { makePerson } from "@/lib/testing/operator";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway";

let gateway: TestGateway;
beforeAll(async () => {
  process.env.TRUSTED_PROXIES = "127.0.0.1";
  await pool().query("UPDATE deployment SET product_name = 'Acme \"Pay\" 💳'");
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const bearer = (key: string): Record<string, string> => ({ Authorization: `Bearer ${key}` });

test("allowed: 200, empty, and always all identity and limit headers, whatever the method", async () => {
  const key = await insertKey({ scopes: ["read", "write"], limit: 10 });
  const names = ["key-id", "team-id", "environment", "scopes", "secret-id"];
  for (const [i, method] of ["GET", "POST", "DELETE", "OPTIONS"].entries()) {
    const response = await gateway.authorize(bearer(key.plaintext), "?scope=read&scope=write&environment=live", method);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
    const identity = names.map((name) => response.headers.get(`x-latchkey-${name}`));
    expect(identity).toEqual([key.shownKeyId, expect.stringMatching(/^team_/), "live", "read write", key.secretId]);
    expect(response.headers.get("x-ratelimit-limit")).toBe("10");
    expect(response.headers.get("x-ratelimit-remaining")).toBe(String(9 - i));
    expect(Number(response.headers.get("x-ratelimit-reset"))).toBeGreaterThan(clock.ms() / 1000);
    expect(response.headers.get("ratelimit-policy")).toBe('"default";q=10;w=60');
    expect(response.headers.get("ratelimit")).toMatch(/^"default";r=\d+;t=\d+$/);
    expect(response.headers.get("x-request-id")).toMatch(/^req_/);
  }
});

test("the scheme is case-insensitive, X-API-Key does as well, two different credentials are a 400", async () => {
  const [one, two] = await Promise.all([insertKey(), insertKey()]);
  const status = async (headers: Record<string, string>) => (await gateway.authorize(headers)).status;
  expect(await status({ Authorization: `bEARER ${one.plaintext}` })).toBe(200);
  expect(await status({ "X-API-Key": one.plaintext })).toBe(200);
  expect(await status({ ...bearer(one.plaintext), "X-API-Key": one.plaintext })).toBe(200);
  expect(await status({ ...bearer(one.plaintext), "X-API-Key": two.plaintext })).toBe(400);
});

test("a key in the query string is never read, and nothing unknown goes there", async () => {
  const key = await insertKey();
  for (const query of [
    `?key=${key.plaintext}`,
    `?api_key=${key.plaintext}`,
    "?scopes=read",
    "?environment=prod",
    "?proxy=apache",
  ]) {
    const response = await gateway.authorize(bearer(key.plaintext), query);
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain(key.plaintext);
  }
});

test("401 names no error without a credential, and is the same to the byte for unknown, malformed, revoked, expired and disabled", async () => {
  const [revoked, expired, disabled] = await Promise.all([
    insertKey(),
    insertKey({ expiresAt: new Date(clock.ms() - 1) }),
    insertKey(),
  ]);
  await pool().query("UPDATE keys SET revoked_at = now() WHERE id = $1", [revoked.keyId]);
  await pool().query("UPDATE keys SET disabled_at = now() WHERE id = $1", [disabled.keyId]);
  const unknown = generateKey("myapi", "live");
  const seen = new Set<string>();
  for (const { plaintext } of [
    unknown,
    { plaintext: "garbage" },
    { plaintext: "%E0%A4%A" },
    revoked,
    expired,
    disabled,
  ]) {
    const response = await gateway.authorize(bearer(plaintext));
    expect(response.status).toBe(401);
    const headers = [...response.headers].filter(([name]) => name !== "x-request-id" && name !== "date");
    seen.add(JSON.stringify([headers, await response.text()]));
  }
  expect(seen.size).toBe(1);
  expect([...seen][0]).toContain('Bearer realm=\\"Acme Pay\\", error=\\"invalid_token\\"');
  const none = await gateway.authorize({});
  expect(none.status).toBe(401);
  expect(none.headers.get("www-authenticate")).toBe('Bearer realm="Acme Pay"');
  expect(none.headers.get("content-type")).toBe("application/problem+json");
});

test("a missing scope: 403 with the scopes that are needed, and the limit untouched", async () => {
  const key = await insertKey({ scopes: ["read"], limit: 10 });
  const response = await gateway.authorize(bearer(key.plaintext), "?scope=read&scope=write");
  expect(response.status).toBe(403);
  expect(response.headers.get("www-authenticate")).toBe(
    'Bearer realm="Acme Pay", error="insufficient_scope", scope="read write"',
  );
  expect(response.headers.get("x-ratelimit-remaining")).toBe("10");
  expect(response.headers.get("x-latchkey-key-id")).toBeNull();
  expect(await response.json()).toMatchObject({ status: 403, requestId: response.headers.get("x-request-id") });
});

test("a scope that would break out of the header, or malformed percent-encoding, is only a scope that is missing", async () => {
  const key = await insertKey();
  for (const query of ["?scope=%0d%0aX-Evil:%201", "?scope=%E0%A4%A", "?scope=%00", "?scope=%ed%a0%80"]) {
    const response = await gateway.authorize(bearer(key.plaintext), query);
    expect(response.status).toBe(403);
    expect(response.headers.get("x-evil")).toBeNull();
  }
});

test("the other environment: 403", async () => {
  const key = await insertKey({ environment: "test" });
  expect((await gateway.authorize(bearer(key.plaintext), "?environment=live")).status).toBe(403);
  expect((await gateway.authorize(bearer(key.plaintext), "?environment=test")).status).toBe(200);
});

test("over the limit: 429 with Retry-After; for nginx a 403 that says it is one", async () => {
  const key = await insertKey({ limit: 1 });
  expect((await gateway.authorize(bearer(key.plaintext))).status).toBe(200);
  const refused = await gateway.authorize(bearer(key.plaintext));
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  expect(refused.headers.get("cache-control")).toBe("no-store");
  expect(refused.headers.get("x-latchkey-status")).toBeNull();
  const forNginx = await gateway.authorize(bearer(key.plaintext), "?proxy=nginx");
  expect(forNginx.status).toBe(403);
  expect(forNginx.headers.get("x-latchkey-status")).toBe("429");
  expect(forNginx.headers.get("retry-after")).not.toBeNull();
  expect(forNginx.headers.get("x-ratelimit-remaining")).toBe("0");
});

test("a trusted proxy's word about client, method and path is recorded, without the query", async () => {
  const key = await insertKey({ allowedIps: ["203.0.113.0/24"] });
  const forwarded = {
    ...bearer(key.plaintext),
    "X-Forwarded-For": "6.6.6.6, 203.0.113.7",
    "X-Forwarded-Method": "PATCH",
    "X-Forwarded-Uri": "/v1/charges/1?secret=x",
    "User-Agent": "curl/8",
  };
  expect((await gateway.authorize(forwarded)).status).toBe(200);
  expect(gateway.spool.verifications.at(-1)).toMatchObject({
    ip: "203.0.113.7",
    method: "PATCH",
    route: "/v1/charges/1",
    userAgent: "curl/8",
  });
  expect((await gateway.authorize(bearer(key.plaintext))).status).toBe(403);
  expect(gateway.spool.verifications.at(-1)).toMatchObject({
    code: "IP_FORBIDDEN",
    ip: "127.0.0.1",
    method: undefined,
  });
});

test("two Authorization headers with different keys are a 400, though node shows only the first", async () => {
  const [one, two] = await Promise.all([insertKey(), insertKey()]);
  const status = await new Promise((resolve, reject) => {
    const headers = [
      "Host",
      "gateway",
      "Authorization",
      `Bearer ${one.plaintext}`,
      "Authorization",
      `Bearer ${two.plaintext}`,
    ];
    const outgoing = request({ port: gateway.port, host: "127.0.0.1", path: "/v1/authorize", headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
  expect(status).toBe(400);
});

test("invariant 4: after a revoke by raw SQL has been heard, the next request is refused", async () => {
  const key = await insertKey();
  for (let i = 0; i < 20; i++) expect((await gateway.authorize(bearer(key.plaintext))).status).toBe(200);
  await pool().query("UPDATE keys SET revoked_at = now() WHERE id = $1", [key.keyId]);
  await heardByGateways();
  expect((await gateway.authorize(bearer(key.plaintext))).status).toBe(401);
});

test("what the operator changes holds at once: the realm names the product, and a key of the former prefix goes on", async () => {
  const operator = await makePerson({ isOperator: true });
  const old = await insertKey();
  await editProduct(operator, { productName: "Acme Rail" });
  await editKeyPrefix(operator, { keyPrefix: "rail" });
  expect((await gateway.authorize({})).headers.get("www-authenticate")).toBe('Bearer realm="Acme Rail"');
  expect((await gateway.authorize(bearer(old.plaintext))).status).toBe(200);
  const { secret } = await createKey(await makeActor(), keyInput());
  expect(secret).toMatch(/^rail_live_/);
  expect((await gateway.authorize(bearer(secret))).status).toBe(200);
  const otherPrefix = `rail${old.plaintext.slice(old.plaintext.indexOf("_"), -6)}`;
  expect((await gateway.authorize(bearer(otherPrefix + checksum(otherPrefix)))).status).toBe(401);
});
