import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type InsertedKey, insertKey } from "@/lib/testing/insert-key";
import { startTestGateway, type TestGateway } from "../../../server/testing/start-test-gateway";
import { createLatchkey, type LatchkeyError } from "../create-latchkey.js";
import { deadAddress, startLossyWay, startStub } from "../testing/start-stub.js";
import type { ReportEvent } from "./report-event.js";

let gateway: TestGateway;
let key: InsertedKey;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  gateway = await startTestGateway();
  key = await insertKey();
});
afterEach(async () => {
  gateway.spool.reports.length = 0;
  for (const one of open.splice(0)) await one.close();
});
afterAll(() => gateway.close());

function client(gatewayUrl = gateway.url, maxQueuedReports = 10_000) {
  const errors: LatchkeyError[] = [];
  const latchkey = createLatchkey({
    gatewayUrl,
    serviceToken: gateway.token,
    maxQueuedReports,
    onError: (error) => errors.push(error),
  });
  return Object.assign(latchkey, { errors });
}

const event = (given: Partial<ReportEvent> = {}): ReportEvent => ({
  keyId: key.shownKeyId,
  secretId: key.secretId,
  status: 200,
  latencyMs: 12.5,
  method: "GET",
  route: "/v1/charges/{id}",
  ip: "203.0.113.7",
  ...given,
});

test("an event arrives as it was reported, within about a second and without being asked to", async () => {
  const latchkey = client();
  const at = Date.now() - 5_000;
  latchkey.report(event({ at, status: 503 }));
  expect(latchkey.stats()).toMatchObject({ queued: 1, reported: 0 });
  await vi.waitFor(() => expect(gateway.spool.reports).toHaveLength(1), 3_000);
  expect(gateway.spool.reports[0]?.events).toEqual([
    {
      at,
      keyId: key.keyId,
      secretId: key.secretId,
      teamId: key.teamId,
      environment: "live",
      status: 503,
      latencyMs: 12.5,
      method: "GET",
      route: "/v1/charges/{id}",
      ip: "203.0.113.7",
    },
  ]);
  await vi.waitFor(() => expect(latchkey.stats()).toMatchObject({ queued: 0, reported: 1, lost: 0 }));
});

test("500 events go at once, and no batch holds more than 1,000", async () => {
  const latchkey = client();
  for (let i = 0; i < 2_600; i++) latchkey.report(event({ status: 200 + (i % 300) }));
  await latchkey.flush();
  const sizes = gateway.spool.reports.map(({ events }) => events.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2_600);
  expect(gateway.spool.reports.flatMap(({ events }) => events.map(({ status }) => status))).toEqual(
    Array.from({ length: 2_600 }, (_, i) => 200 + (i % 300)),
  );
});

test("a batch of the longest events fits into a body", async () => {
  const latchkey = client();
  for (let i = 0; i < 700; i++) latchkey.report(event({ route: `/${"é".repeat(3_000)}` }));
  await latchkey.flush();
  expect(latchkey.stats()).toMatchObject({ queued: 0, reported: 700, lost: 0 });
  expect(gateway.spool.reports.length).toBeGreaterThan(1);
});

test("a batch whose answer was lost is sent again under the same id, so that it counts once", async () => {
  const way = await startLossyWay(gateway.url);
  open.push(way);
  const latchkey = client(way.url);
  for (let i = 0; i < 20; i++) latchkey.report(event());
  way.losesAnswers = 1;
  await latchkey.flush();
  expect(latchkey.stats()).toMatchObject({ queued: 20, reported: 0, lost: 0 });
  latchkey.report(event({ status: 201 }));
  await latchkey.flush();
  expect(latchkey.stats()).toMatchObject({ queued: 0, reported: 21, lost: 0 });
  const [first, again, later] = gateway.spool.reports;
  expect(again).toEqual(first);
  expect([first?.events.length, later?.events.length]).toEqual([20, 1]);
  expect(later?.batchId).not.toBe(first?.batchId);
});

test("while the gateway is away the queue is bounded, the oldest are lost and counted, and it is told", async () => {
  const latchkey = client(await deadAddress(), 1_000);
  await latchkey.flush();
  for (let i = 0; i < 5_000; i++) {
    latchkey.report(event());
    if (i % 700 === 0) await latchkey.flush();
  }
  await latchkey.flush();
  expect(latchkey.stats()).toEqual({ queued: 1_000, reported: 0, lost: 4_000, untold: 0 });
  expect(latchkey.errors.map(({ code }) => code).sort()).toEqual(["lost", "reports"]);
});

test("a failing gateway is asked again ever more seldom, however much is reported", async () => {
  const stub = await startStub((_, response) => response.writeHead(503).end());
  open.push(stub);
  const latchkey = client(stub.url);
  for (let i = 0; i < 4_000; i++) latchkey.report(event());
  await vi.waitFor(() => expect(stub.requests).toHaveLength(1));
  for (let i = 0; i < 4_000; i++) latchkey.report(event());
  await new Promise((resolve) => setImmediate(resolve));
  expect(stub.requests).toHaveLength(1);
});

test("events of a key that is no more do not hold up the others", async () => {
  const latchkey = client();
  const gone = { keyId: "key_01jd0000000000000000000000", secretId: "AbCdEfGhIjKl" };
  for (let i = 0; i < 100; i++) latchkey.report(event(i % 2 === 0 ? gone : {}));
  latchkey.report(event({ at: Date.now() - 8 * 86_400_000 }));
  latchkey.report(event({ status: 99 }));
  latchkey.report(event({ latencyMs: Number.NaN }));
  await latchkey.flush();
  expect(latchkey.stats()).toMatchObject({ queued: 0, reported: 50, lost: 53 });
  expect(gateway.spool.reports.map(({ events }) => events.length)).toEqual([50]);
});

test("close sends what waits, again when its answer was lost", async () => {
  const way = await startLossyWay(gateway.url);
  open.push(way);
  const latchkey = client(way.url);
  latchkey.report(event());
  way.losesAnswers = 1;
  await latchkey.close();
  expect(latchkey.stats()).toMatchObject({ queued: 0, reported: 1 });
  expect(new Set(gateway.spool.reports.map(({ batchId }) => batchId)).size).toBe(1);
});

test("close gives up on a gateway that does not answer", async () => {
  const stub = await startStub(() => {});
  open.push(stub);
  const latchkey = client(stub.url);
  latchkey.report(event());
  const startedAt = performance.now();
  await latchkey.close();
  expect(performance.now() - startedAt).toBeLessThan(4_500);
  expect(latchkey.errors.map(({ code }) => code)).toContain("lost");
});

test("whoever wants no reports sends none", async () => {
  const latchkey = client(undefined, 0);
  latchkey.report(event());
  await latchkey.flush();
  expect(gateway.spool.reports).toEqual([]);
});
