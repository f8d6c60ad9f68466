import { afterAll, beforeAll, expect, test } from "vitest";
import { generateKey } from "@/lib/keys/format";
import { insertKey } from "@/lib/testing/insert-key";
import { startTestGateway, type TestGateway } from "../../testing/start-test-gateway";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

async function counted(name: string): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  const line = text.split("\n").find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1));
}

test("each answered question is in the metrics once, by outcome, with its time and where its key was found", async () => {
  const key = await insertKey({ limit: 2 });
  await gateway.verify(key.plaintext);
  await gateway.verify({ key: key.plaintext, scopes: ["missing"] });
  await (await gateway.authorize({ "X-API-Key": key.plaintext })).arrayBuffer();
  await gateway.verify(key.plaintext);
  await gateway.verify("garbage");
  await gateway.verify(generateKey("myapi", "live").plaintext);
  await (await gateway.post("/v1/verify/batch", [{ key: key.plaintext }, { key: key.plaintext }])).json();
  const outcomes = { VALID: 2, INSUFFICIENT_SCOPE: 1, RATE_LIMITED: 3, MALFORMED: 1, NOT_FOUND: 1 };
  for (const [code, times] of Object.entries(outcomes)) {
    expect(await counted(`latchkey_verifications_total{code="${code}"}`)).toBe(times);
  }
  expect(await counted("latchkey_verification_duration_seconds_count")).toBe(8);
  expect(await counted('latchkey_key_cache_lookups_total{result="hit"}')).toBe(5);
  expect(await counted('latchkey_key_cache_lookups_total{result="miss"}')).toBe(2);
});
