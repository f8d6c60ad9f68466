import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { clock, setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { generateKey } from "@/lib/keys/format";
import { generateToken } from "@/lib/keys/token";
import { insertKey } from "@/lib/testing/insert-key";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

// Time stands still: an attempt that wears off in between would be one more.
let restoreClock = (): void => {};
beforeEach(() => {
  const now = clock.ms();
  restoreClock = setClock(() => now);
});
afterEach(() => restoreClock());

const unknown = (): string => generateKey("myapi", "live").plaintext;
const failFrom = async (ip: string, times: number): Promise<void> => {
  for (let i = 0; i < times; i++) await gateway.verify({ key: unknown(), ip });
};

test("an address that presents unknown keys is refused before the database is asked, and told when to come back", async () => {
  const ip = "203.0.113.50";
  await failFrom(ip, 60);
  const query = vi.spyOn(pool(), "query");
  const answer = await gateway.verify({ key: unknown(), ip });
  // The poll goes on asking; about secrets nobody does.
  expect(query.mock.calls.filter(([asked]) => JSON.stringify(asked).includes("read-key-records"))).toEqual([]);
  query.mockRestore();
  expect(answer).toMatchObject({ valid: false, code: "RATE_LIMITED", status: 429, key: null, rateLimit: null });
  expect(Number(answer.headers["Retry-After"])).toBeGreaterThanOrEqual(1);
});

test("a neighbour behind the same address keeps a key that is in use, and other addresses are not touched", async () => {
  const ip = "203.0.113.51";
  const inUse = await insertKey();
  expect(await gateway.verify({ key: inUse.plaintext, ip })).toMatchObject({ code: "VALID" });
  await failFrom(ip, 61);
  expect(await gateway.verify({ key: unknown(), ip })).toMatchObject({ code: "RATE_LIMITED" });
  expect(await gateway.verify({ key: inUse.plaintext, ip })).toMatchObject({ code: "VALID" });
  expect(await gateway.verify({ key: unknown(), ip: "203.0.113.52" })).toMatchObject({ code: "NOT_FOUND" });
  expect(await gateway.verify({ key: unknown() })).toMatchObject({ code: "NOT_FOUND" });
});

test("through a proxy the answer is a 429 with Retry-After, and nginx's 403 that stands for it", async () => {
  const behind = await startTestGateway();
  const ask = (query = ""): Promise<Response> => behind.authorize({ Authorization: `Bearer ${unknown()}` }, query);
  for (let i = 0; i < 60; i++) await (await ask()).arrayBuffer();
  const refused = await ask();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  expect(refused.headers.get("content-type")).toBe("application/problem+json");
  const toNginx = await ask("?proxy=nginx");
  expect([toNginx.status, toNginx.headers.get("x-latchkey-status")]).toEqual([403, "429"]);
  await behind.close();
});

test("unknown service tokens run into a 429 as well, while a listed one goes on", async () => {
  const guess = async (): Promise<number> => {
    const response = await gateway.post("/v1/verify", {}, generateToken("service").plaintext);
    await response.arrayBuffer();
    return response.status;
  };
  const answers = [];
  for (let i = 0; i < 62; i++) answers.push(await guess());
  expect(new Set(answers)).toEqual(new Set([401, 429]));
  expect(answers.at(-1)).toBe(429);
  expect(await gateway.verify(unknown())).toMatchObject({ code: "NOT_FOUND" });
});
