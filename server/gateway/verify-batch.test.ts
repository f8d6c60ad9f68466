import { afterAll, beforeAll, expect, test } from "vitest";
import { insertKey } from "@/lib/testing/insert-key";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

test("a batch is answered in order", async () => {
  const [one, two] = await Promise.all([insertKey({ limit: 2 }), insertKey()]);
  const response = await gateway.post("/v1/verify/batch", [
    { key: one.plaintext },
    { key: "garbage" },
    { key: two.plaintext, scopes: ["admin"] },
    { key: one.plaintext, cost: 2 },
    { key: one.plaintext },
  ]);
  const answers = await response.json();
  expect(answers.map(({ code }: { code: string }) => code)).toEqual([
    "VALID",
    "MALFORMED",
    "INSUFFICIENT_SCOPE",
    "RATE_LIMITED",
    "VALID",
  ]);
  expect(answers.map(({ requestId }: { requestId: string }) => requestId)).toEqual(
    Array(5).fill(response.headers.get("x-request-id")),
  );
});
