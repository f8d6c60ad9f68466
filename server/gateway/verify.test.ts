import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { clock, setClock } from "@/lib/clock";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { pool } from "@/lib/db/pool";
import { readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { generateKey } from "@/lib/keys/format";
import { rotateKey } from "@/lib/keys/rotate-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { type InsertedKey, insertKey, insertSecret } from "@/lib/testing/insert-key";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway";

// Over 250 lines since they are one contract, that of POST /v1/verify, asked of one running gateway.

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

let restoreClock: (() => void) | undefined;
afterEach(() => {
  restoreClock?.();
  restoreClock = undefined;
  vi.restoreAllMocks();
});

test("a good key is VALID, in the shape of the contract", async () => {
  const key = await insertKey({
    label: 'Zahlung "1" 💳',
    scopes: ["read", "write"],
    metadata: { plan: "pro" },
    limit: 1000,
  });
  const response = await gateway.post("/v1/verify", { key: key.plaintext, scopes: ["read"], ip: "203.0.113.7" });
  const answer = await response.json();
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(response.headers.get("x-request-id")).toBe(answer.requestId);
  expect(answer).toEqual({
    valid: true,
    code: "VALID",
    status: 200,
    requestId: expect.stringMatching(/^req_[0-9a-z]+$/),
    key: {
      id: key.shownKeyId,
      label: 'Zahlung "1" 💳',
      environment: "live",
      teamId: expect.stringMatching(/^team_[0-9a-z]{26}$/),
      scopes: ["read", "write"],
      metadata: { plan: "pro" },
      expiresAt: null,
      secret: { id: key.secretId, endsAt: null },
    },
    rateLimit: { limit: 1000, remaining: 999, reset: expect.any(Number), windowSeconds: 60 },
    headers: {
      "X-RateLimit-Limit": "1000",
      "X-RateLimit-Remaining": "999",
      "X-RateLimit-Reset": String(answer.rateLimit.reset),
      "RateLimit-Policy": '"default";q=1000;w=60',
      RateLimit: '"default";r=999;t=60',
    },
  });
});

test("limit 5: the sixth is a 429 that spends nothing, with the right headers, and fits at its reset", async () => {
  const key = await insertKey({ limit: 5 });
  let now = clock.ms();
  restoreClock = setClock(() => now);
  for (let i = 4; i >= 0; i--)
    expect(await gateway.verify(key.plaintext)).toMatchObject({ code: "VALID", rateLimit: { remaining: i } });
  const sixth = await gateway.verify(key.plaintext);
  const reset = Math.ceil((now + 60_000) / 1000);
  expect(sixth).toMatchObject({
    valid: false,
    code: "RATE_LIMITED",
    status: 429,
    key: { id: key.shownKeyId },
    rateLimit: { limit: 5, remaining: 0, reset, windowSeconds: 60 },
  });
  expect(sixth.headers).toEqual({
    "X-RateLimit-Limit": "5",
    "X-RateLimit-Remaining": "0",
    "X-RateLimit-Reset": String(reset),
    "RateLimit-Policy": '"default";q=5;w=60',
    RateLimit: '"default";r=0;t=60',
    "Retry-After": "60",
    "Cache-Control": "no-store",
  });
  now = reset * 1000;
  expect((await gateway.verify(key.plaintext)).code).toBe("VALID");
});

test("1,000 calls at once at limit 100: exactly 100 pass", async () => {
  const key = await insertKey({ limit: 100 });
  const answers = await Promise.all(Array.from({ length: 1000 }, () => gateway.verify(key.plaintext)));
  expect(answers.filter(({ code }) => code === "VALID")).toHaveLength(100);
  expect(answers.filter(({ code }) => code === "RATE_LIMITED")).toHaveLength(900);
});

test("cost 0 asks without spending; a refused call of any kind spends nothing", async () => {
  const key = await insertKey({ limit: 10, scopes: ["read"], allowedIps: ["10.0.0.0/8"] });
  const ask = (more: object) => gateway.verify({ key: key.plaintext, ip: "10.0.0.1", ...more });
  expect(await ask({ cost: 3 })).toMatchObject({ code: "VALID", rateLimit: { remaining: 7 } });
  expect(await ask({ cost: 0 })).toMatchObject({ code: "VALID", rateLimit: { remaining: 7 } });
  expect(await ask({ scopes: ["write"] })).toMatchObject({
    code: "INSUFFICIENT_SCOPE",
    status: 403,
    rateLimit: { remaining: 7 },
  });
  expect(await ask({ ip: "11.0.0.1" })).toMatchObject({
    code: "IP_FORBIDDEN",
    status: 403,
    rateLimit: { remaining: 7 },
  });
  expect(await ask({ environment: "test" })).toMatchObject({
    code: "ENVIRONMENT_MISMATCH",
    status: 403,
    rateLimit: { remaining: 7 },
  });
  expect(await ask({ cost: 8 })).toMatchObject({ code: "RATE_LIMITED", status: 429, rateLimit: { remaining: 7 } });
  expect(await ask({ cost: 7 })).toMatchObject({ code: "VALID", rateLimit: { remaining: 0 } });
});

test("rotation: both secrets are VALID under one key id and share its limit; the ended one is REVOKED", async () => {
  const key = await insertKey({ limit: 10 });
  const endsAt = new Date(clock.ms() + 3_600_000);
  await pool().query("UPDATE secrets SET ends_at = $2 WHERE public_id = $1", [key.secretId, endsAt]);
  const next = await insertSecret(key);
  const [old, current] = [await gateway.verify(key.plaintext), await gateway.verify(next.plaintext)];
  expect(old).toMatchObject({
    code: "VALID",
    key: { id: key.shownKeyId, secret: { id: key.secretId, endsAt: endsAt.toISOString() } },
  });
  expect(old.headers["X-Api-Key-Secret-Ends"]).toBe(endsAt.toISOString());
  expect(current).toMatchObject({
    code: "VALID",
    key: { id: key.shownKeyId, secret: { id: next.secretId, endsAt: null } },
  });
  expect(current.rateLimit?.remaining).toBe(8);
  await pool().query("UPDATE secrets SET ends_at = now() WHERE public_id = $1", [key.secretId]);
  await heardByGateways();
  expect(await gateway.verify(key.plaintext)).toMatchObject({
    code: "REVOKED",
    status: 401,
    key: { id: key.shownKeyId },
  });
  expect((await gateway.verify(next.plaintext)).code).toBe("VALID");
});

test("invariant 2: a cached key is accepted at t − 1 ms of its expiry and refused at t, without any job having run", async () => {
  const expiresAt = new Date(clock.ms() + 5_000);
  const key = await insertKey({ expiresAt });
  expect((await gateway.verify(key.plaintext)).headers["X-Api-Key-Expires"]).toBe(expiresAt.toISOString());
  let now = expiresAt.getTime() - 1;
  restoreClock = setClock(() => now);
  expect((await gateway.verify(key.plaintext)).code).toBe("VALID");
  now = expiresAt.getTime();
  expect(await gateway.verify(key.plaintext)).toMatchObject({ valid: false, code: "EXPIRED", status: 401 });
});

test("a cached key is accepted at t − 1 ms of a rotation that is enforced and refused at t; one that only warns ends nothing", async () => {
  const rotateBy = new Date(clock.ms() + 5_000);
  const expiresAt = new Date(clock.ms() + 86_400_000);
  const [enforced, warned] = [await insertKey({ expiresAt }), await insertKey()];
  const date = (key: InsertedKey, isEnforced: boolean) =>
    pool().query("UPDATE keys SET rotate_by = $2, rotation_enforced = $3 WHERE id = $1", [
      key.keyId,
      rotateBy,
      isEnforced,
    ]);
  expect((await gateway.verify(enforced.plaintext)).headers["X-Api-Key-Expires"]).toBe(expiresAt.toISOString());
  await date(enforced, true);
  await date(warned, false);
  await heardByGateways();
  const told = await gateway.verify(enforced.plaintext);
  expect(told.headers["X-Api-Key-Expires"]).toBe(rotateBy.toISOString());
  expect(told.key).toMatchObject({ expiresAt: rotateBy.toISOString(), secret: { endsAt: null } });
  expect((await gateway.verify(warned.plaintext)).headers["X-Api-Key-Expires"]).toBeUndefined();
  let now = rotateBy.getTime() - 1;
  restoreClock = setClock(() => now);
  expect((await gateway.verify(enforced.plaintext)).code).toBe("VALID");
  now = rotateBy.getTime();
  expect(await gateway.verify(enforced.plaintext)).toMatchObject({ valid: false, code: "EXPIRED", status: 401 });
  expect((await gateway.verify(warned.plaintext)).code).toBe("VALID");
});

test("a rotation brings back a key that its overdue rotation had ended, with the new secret alone and at once", async () => {
  const owner = await makeActor();
  const { key, secret } = await createKey(owner, keyInput());
  await pool().query("UPDATE keys SET rotate_by = now() - interval '1 day', rotation_enforced = true WHERE id = $1", [
    readId("key", key.id),
  ]);
  expect((await gateway.verify(secret)).code).toBe("EXPIRED");
  const rotated = await rotateKey(owner, { keyId: key.id, graceSeconds: 86_400 });
  expect((await gateway.verify(rotated.secret)).code).toBe("VALID");
  expect((await gateway.verify(secret)).code).toBe("REVOKED");
});

test("disabled is refused and can return", async () => {
  const key = await insertKey();
  await pool().query("UPDATE keys SET disabled_at = now() WHERE id = $1", [key.keyId]);
  expect(await gateway.verify(key.plaintext)).toMatchObject({ code: "DISABLED", status: 401 });
  await pool().query("UPDATE keys SET disabled_at = NULL WHERE id = $1", [key.keyId]);
  await heardByGateways();
  expect((await gateway.verify(key.plaintext)).code).toBe("VALID");
});

test("a bad checksum, a typo, a truncated paste and a random string are MALFORMED with zero queries", async () => {
  const { plaintext } = await insertKey();
  const last = plaintext.at(-1) === "0" ? "1" : "0";
  const queries = vi.spyOn(pool(), "query");
  const connects = vi.spyOn(pool(), "connect");
  for (const key of [
    plaintext.slice(0, -1) + last,
    plaintext.slice(0, -3),
    "hello",
    "",
    "\0",
    "\ud800",
    "💳".repeat(50),
  ]) {
    expect(await gateway.verify({ key })).toMatchObject({
      valid: false,
      code: "MALFORMED",
      status: 401,
      key: null,
      rateLimit: null,
    });
  }
  // Heartbeat and catch-up go on meanwhile; nothing else asks.
  const asked = queries.mock.calls.map(([query]) => (query as unknown as { name?: string }).name);
  expect(asked.filter((name) => name !== "poll-changes")).toEqual([]);
  expect(connects.mock.calls.length).toBeLessThanOrEqual(asked.length);
});

test("a well-formed unknown key is NOT_FOUND, a known public id with another secret too, and neither is counted", async () => {
  const key = await insertKey();
  const forged = generateKey("myapi", "live").plaintext;
  const before = gateway.spool.verifications.length;
  expect(await gateway.verify(forged)).toMatchObject({ code: "NOT_FOUND", status: 401, key: null, rateLimit: null });
  const { checksum } = await import("@/lib/keys/format");
  const body = `${key.plaintext.slice(0, 24)}${"A".repeat(43)}`;
  expect(await gateway.verify(body + checksum(body))).toMatchObject({ code: "NOT_FOUND", key: null });
  expect(gateway.spool.verifications).toHaveLength(before);
});

test("every decided question about a found key is recorded before it is answered", async () => {
  const key = await insertKey();
  const question = {
    key: key.plaintext,
    ip: "203.0.113.7",
    method: "GET",
    route: "/v1/charges/{id}",
    userAgent: "curl/8",
  };
  await gateway.verify(question);
  await gateway.verify({ ...question, scopes: ["admin"], ip: "not an address" });
  const [first, second] = gateway.spool.verifications.slice(-2);
  expect(first).toEqual({
    at: expect.any(Number),
    keyId: key.keyId,
    secretId: key.secretId,
    teamId: key.teamId,
    environment: "live",
    code: "VALID",
    ip: "203.0.113.7",
    method: "GET",
    route: "/v1/charges/{id}",
    userAgent: "curl/8",
    scopes: [],
  });
  expect(second).toMatchObject({ code: "INSUFFICIENT_SCOPE", scopes: ["admin"], ip: undefined });
});
