import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { insertKey } from "@/lib/testing/insert-key";
import { startTestGateway, type TestGateway } from "../../../server/testing/start-test-gateway";
import { setClock } from "../clock.js";
import { createLatchkey, type Latchkey } from "../create-latchkey.js";
import { startStub, validAnswer } from "../testing/start-stub.js";

let gateway: TestGateway;
const open: { close(): Promise<void> }[] = [];
let restoreClock = () => {};
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterEach(async () => {
  restoreClock();
  for (const one of open.splice(0)) await one.close();
});
afterAll(() => gateway.close());

function cached(gatewayUrl = gateway.url): Latchkey {
  const latchkey = createLatchkey({ gatewayUrl, serviceToken: gateway.token, cacheMs: 2_000, onError: () => {} });
  open.push(latchkey);
  return latchkey;
}

/** A gateway that only counts, and answers this. */
async function counting(answer: () => unknown = validAnswer) {
  const stub = await startStub(({ path, body }, response) => {
    const questions = path.endsWith("/batch") ? (JSON.parse(body) as unknown[]) : null;
    response.end(JSON.stringify(questions?.map(answer) ?? answer()));
  });
  open.push(stub);
  const asked = (path: string): number => stub.requests.filter((request) => request.path === path).length;
  return { ...stub, asked };
}

test("no answer is used 2 s after its question was asked, even if it took long to come", async () => {
  let now = 1_000_000;
  restoreClock = setClock(() => now);
  const stub = await counting(() => {
    now += 1_500;
    return validAnswer();
  });
  const latchkey = cached(stub.url);
  await latchkey.verify({ key: "k" });
  now += 499;
  await latchkey.verify({ key: "k" });
  expect(stub.asked("/v1/verify")).toBe(1);
  now += 1;
  await latchkey.verify({ key: "k" });
  expect(stub.asked("/v1/verify")).toBe(2);
});

test("an answer is used for the same key, scopes, environment and address only", async () => {
  const stub = await counting();
  const latchkey = cached(stub.url);
  const same = { key: "k", scopes: ["a", "b"], ip: "203.0.113.7", method: "GET", route: "/x" };
  await latchkey.verify(same);
  await latchkey.verify({ ...same, scopes: ["b", "a"], method: "POST", route: "/y", userAgent: "z" });
  expect(stub.asked("/v1/verify")).toBe(1);
  const others = [
    { key: "l" },
    { scopes: ["a"] },
    { scopes: ["a b"] },
    { ip: "203.0.113.8" },
    { environment: "live" as const },
  ];
  for (const other of others) await latchkey.verify({ ...same, ...other });
  expect(stub.asked("/v1/verify")).toBe(1 + others.length);
});

test("neither a key's nor a secret's end is moved by the cache", async () => {
  const now0 = Date.parse("2026-11-23T12:00:00.000Z");
  let now = now0;
  restoreClock = setClock(() => now);
  for (const ends of ["expiresAt", "endsAt"]) {
    const stub = await counting(() => validAnswer({ [ends]: new Date(now0 + 700).toISOString() }));
    const latchkey = cached(stub.url);
    now = now0;
    await latchkey.verify({ key: "k" });
    now = now0 + 699;
    await latchkey.verify({ key: "k" });
    expect(stub.asked("/v1/verify")).toBe(1);
    now = now0 + 700;
    await latchkey.verify({ key: "k" });
    expect(stub.asked("/v1/verify")).toBe(2);
  }
});

test("only what cannot change within seconds is refused from the cache", async () => {
  for (const [code, isKept] of Object.entries({
    NOT_FOUND: true,
    MALFORMED: true,
    EXPIRED: true,
    REVOKED: true,
    DISABLED: false,
    IP_FORBIDDEN: false,
    INSUFFICIENT_SCOPE: false,
    RATE_LIMITED: false,
  })) {
    const stub = await counting(() => ({ ...validAnswer(), valid: false, code }));
    const latchkey = cached(stub.url);
    for (let i = 0; i < 3; i++) expect((await latchkey.verify({ key: "k" })).code).toBe(code);
    expect(stub.asked("/v1/verify"), code).toBe(isKept ? 1 : 3);
  }
});

test("a hundred calls at once with one key ask once", async () => {
  const key = await insertKey();
  const latchkey = cached();
  const before = gateway.spool.verifications.length;
  const ask = () => latchkey.verify({ key: key.plaintext, scopes: ["read"] });
  const decisions = await Promise.all(Array.from({ length: 100 }, ask));
  expect(decisions.every(({ valid }) => valid)).toBe(true);
  expect(gateway.spool.verifications).toHaveLength(before + 1);
  expect(decisions.map(({ rateLimit }) => rateLimit?.remaining).sort((a, b) => (b ?? 0) - (a ?? 0))).toEqual(
    Array.from({ length: 100 }, (_, i) => 999 - i),
  );
  expect(decisions.at(-1)?.headers).toMatchObject({ "X-RateLimit-Remaining": "900" });
});

test("every call answered from the cache is counted by the gateway and spends its key's limit, with what describes it", async () => {
  const key = await insertKey();
  const latchkey = cached();
  const before = gateway.spool.verifications.length;
  for (let i = 0; i < 250; i++) {
    await latchkey.verify({ key: key.plaintext, cost: 2, method: "GET", route: `/v1/charges/${i}` });
  }
  await latchkey.flush();
  const told = gateway.spool.verifications.slice(before);
  expect(told).toHaveLength(250);
  expect(new Set(told.map(({ route }) => route)).size).toBe(250);
  expect((await gateway.verify({ key: key.plaintext, cost: 0 })).rateLimit?.remaining).toBe(500);
  expect(latchkey.stats().untold).toBe(0);
});

test("alone with a key it gives out exactly its limit", async () => {
  const key = await insertKey({ limit: 30 });
  const latchkey = cached();
  const codes: string[] = [];
  for (let i = 0; i < 40; i++) codes.push((await latchkey.verify({ key: key.plaintext })).code);
  expect(codes).toEqual([...Array(30).fill("VALID"), ...Array(10).fill("RATE_LIMITED")]);
});

test("what the gateway says of a call told afterwards ends the cached answer", async () => {
  const key = await insertKey();
  const latchkey = cached();
  await latchkey.verify({ key: key.plaintext });
  await gateway.verify({ key: key.plaintext, cost: 999 });
  expect((await latchkey.verify({ key: key.plaintext })).code).toBe("VALID");
  await latchkey.flush();
  expect((await latchkey.verify({ key: key.plaintext })).code).toBe("RATE_LIMITED");
});

test("calls that cannot be told are counted as such and delay nobody", async () => {
  let isAway = false;
  const stub = await startStub((_, response) =>
    isAway ? response.destroy() : response.end(JSON.stringify(validAnswer())),
  );
  open.push(stub);
  const latchkey = cached(stub.url);
  await latchkey.verify({ key: "k" });
  isAway = true;
  for (let i = 0; i < 150; i++) expect((await latchkey.verify({ key: "k" })).code).toBe("VALID");
  await latchkey.flush();
  expect(latchkey.stats().untold).toBe(150);
});

test("an outage is kept for nobody", async () => {
  let isAway = true;
  const stub = await startStub((_, response) =>
    isAway ? response.destroy() : response.end(JSON.stringify(validAnswer())),
  );
  open.push(stub);
  const latchkey = cached(stub.url);
  const decisions = await Promise.all([1, 2, 3].map(() => latchkey.verify({ key: "k" })));
  expect(decisions.map(({ code }) => code)).toEqual(Array(3).fill("UNAVAILABLE"));
  expect(stub.requests).toHaveLength(1);
  isAway = false;
  expect((await latchkey.verify({ key: "k" })).code).toBe("VALID");
});
