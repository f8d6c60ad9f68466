import { afterEach, expect, test, vi } from "vitest";
import { insertKey } from "@/lib/testing/insert-key";
import { SharedLimits } from "@/lib/verification/limits/shared-limits";
import { startRedis, type TestRedis } from "../testing/start-redis";
import { type Answer, startTestGateway, type TestGateway } from "../testing/start-test-gateway";
import { testWithRedis } from "../testing/test-with-redis";

vi.setConfig({ testTimeout: 60_000 });

const LIMIT = 100;
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function startGateways(count: number, redis?: TestRedis, deadlineMs?: number): Promise<TestGateway[]> {
  const gateways: TestGateway[] = [];
  for (let i = 0; i < count; i++) {
    const limits = redis && (await SharedLimits.open({ url: redis.url, deadlineMs, onChange: () => {} }));
    const gateway = await startTestGateway({ limits });
    ends.push(() => gateway.close());
    gateways.push(gateway);
  }
  return gateways;
}

async function startTestRedis(): Promise<TestRedis> {
  const redis = await startRedis();
  ends.push(() => redis.stop());
  return redis;
}

/** 1,000 calls at once, dealt out to the gateways. */
async function ask(gateways: TestGateway[], key: string, calls = 1_000): Promise<Answer[]> {
  return Promise.all(
    Array.from({ length: calls }, (_, i) => gateways[i % gateways.length]?.verify(key) as Promise<Answer>),
  );
}

const countOf = (answers: Answer[], code: string): number => answers.filter((answer) => answer.code === code).length;

test("1,000 calls at once at limit 100: exactly 100 pass one gateway that counts for itself", async () => {
  const gateways = await startGateways(1);
  const { plaintext } = await insertKey({ limit: LIMIT });
  const answers = await ask(gateways, plaintext);
  expect([countOf(answers, "VALID"), countOf(answers, "RATE_LIMITED")]).toEqual([LIMIT, 900]);
});

testWithRedis("1,000 calls at once at limit 100: exactly 100 pass three gateways that share a Redis", async () => {
  // As patient as the machine needs: what is tested is the count, not how long a loaded one takes.
  const gateways = await startGateways(3, await startTestRedis(), 20_000);
  const { plaintext } = await insertKey({ limit: LIMIT });
  const answers = await ask(gateways, plaintext);
  expect([countOf(answers, "VALID"), countOf(answers, "RATE_LIMITED")]).toEqual([LIMIT, 900]);
  const remaining = answers.flatMap((answer) => (answer.code === "VALID" ? [answer.rateLimit?.remaining] : []));
  expect(new Set(remaining).size).toBe(LIMIT);
});

testWithRedis(
  "a call that another gateway accepted counts on batch and authorize too, and a refused key is asked, never spent",
  async () => {
    const [one, two] = (await startGateways(2, await startTestRedis(), 20_000)) as [TestGateway, TestGateway];
    const { plaintext } = await insertKey({ limit: 3 });
    expect((await one.verify(plaintext)).rateLimit?.remaining).toBe(2);
    const allowed = await two.authorize({ "X-API-Key": plaintext });
    expect([allowed.status, allowed.headers.get("x-ratelimit-remaining")]).toEqual([200, "1"]);
    const wrongScope = await one.verify({ key: plaintext, scopes: ["none:such"] });
    expect([wrongScope.code, wrongScope.rateLimit?.remaining]).toEqual(["INSUFFICIENT_SCOPE", 1]);
    const batch = await one.post("/v1/verify/batch", [{ key: plaintext }, { key: plaintext }]);
    expect(JSON.stringify(await batch.json())).toMatch(/"VALID".*"RATE_LIMITED"/);
    const refused = await two.authorize({ "X-API-Key": plaintext });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  },
);

testWithRedis(
  "Redis killed under load: every call is answered as if it were there, and counted there again when it is back",
  async () => {
    const redis = await startTestRedis();
    const gateways = await startGateways(2, redis);
    const { plaintext } = await insertKey({ limit: 1_000_000 });
    let isDone = false;
    const codes: string[] = [];
    const callers = Array.from({ length: 8 }, async (_, i) => {
      while (!isDone) codes.push((await gateways[i % 2]?.verify(plaintext))?.code ?? "none");
    });
    const backends = () => Promise.all(gateways.map(backendOf));
    await vi.waitUntil(() => codes.length > 100);
    await redis.kill();
    await vi.waitUntil(async () => (await backends()).every((backend) => backend === "local"), 30_000);
    const { length } = codes;
    await vi.waitUntil(() => codes.length > length + 200, 30_000);
    await redis.restart();
    await vi.waitUntil(async () => (await backends()).every((backend) => backend === "redis"), 30_000);
    isDone = true;
    await Promise.all(callers);
    expect(new Set(codes)).toEqual(new Set(["VALID"]));
  },
);

/** As an operator sees it. */
async function backendOf(gateway: TestGateway): Promise<string | undefined> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return /latchkey_limiter_backend\{backend="(\w+)"\} 1/.exec(text)?.[1];
}
