import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clock } from "@/lib/clock";
import { generateKey } from "@/lib/keys/format";
import { type InsertedKey, insertKey } from "@/lib/testing/insert-key";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway";

let gateway: TestGateway;
let key: InsertedKey;
beforeAll(async () => {
  gateway = await startTestGateway();
  key = await insertKey();
});
afterAll(() => gateway.close());

const at = (ms: number): string => new Date(clock.ms() + ms).toISOString();
const event = (given: object = {}) => ({
  keyId: key.shownKeyId,
  secretId: key.secretId,
  at: at(0),
  status: 200,
  latencyMs: 12.5,
  ...given,
});

async function report(events: unknown[], batchId: unknown = randomUUID()): Promise<{ status: number; detail: string }> {
  const response = await gateway.post("/v1/usage", { batchId, events });
  return { status: response.status, ...((await response.json()) as { detail: string }) };
}

test("1,000 full events are accepted in one batch, once they are durable", async () => {
  const full = { method: "GET", route: `/v1/charges/{id}/${"x".repeat(200)}`, ip: "203.0.113.7" };
  const batchId = randomUUID();
  const events = Array.from({ length: 1_000 }, (_, i) => event({ ...full, latencyMs: i / 10, at: at(-i * 1_000) }));
  const response = await gateway.post("/v1/usage", { batchId, events });
  expect([response.status, await response.json()]).toEqual([202, { accepted: 1_000 }]);
  const stored = gateway.spool.reports.at(-1);
  expect(stored?.batchId).toBe(batchId);
  expect(stored?.events).toHaveLength(1_000);
  expect(stored?.events[17]).toEqual({
    at: Date.parse(events[17]?.at ?? ""),
    keyId: key.keyId,
    secretId: key.secretId,
    teamId: key.teamId,
    environment: "live",
    status: 200,
    latencyMs: 1.7,
    ...full,
  });
});

test("whatever is wrong with one event refuses the whole batch and names the event and the field", async () => {
  const other = await insertKey();
  const wrong: [object, string][] = [
    [{ latencyMs: -1 }, "events[2].latencyMs"],
    [{ latencyMs: null }, "events[2].latencyMs"],
    [{ latencyMs: "12" }, "events[2].latencyMs"],
    [{ status: 99 }, "events[2].status"],
    [{ status: 200.5 }, "events[2].status"],
    [{ status: 600 }, "events[2].status"],
    [{ at: "yesterday" }, "events[2].at"],
    [{ at: "2026-11-23" }, "events[2].at"],
    [{ at: clock.ms() }, "events[2].at"],
    [{ at: at(-7 * 86_400_000 - 5_000) }, "events[2].at is older than 7 days"],
    [{ at: at(5 * 60_000 + 5_000) }, "events[2].at is more than 5 minutes"],
    [{ keyId: other.shownKeyId }, "events[2].keyId"],
    [{ secretId: generateKey("myapi", "live").publicId }, "events[2].secretId"],
    [{ secretId: "x" }, "events[2].secretId"],
    [{ secretId: undefined }, "events[2].secretId is missing"],
    [{ method: 1 }, "events[2].method"],
    [{ route: `/${"x".repeat(1_000_000)}` }, "events[2].route"],
    [{ surprise: true }, "events[2].surprise"],
  ];
  const before = gateway.spool.reports.length;
  for (const [given, named] of wrong) {
    const answer = await report([event(), event(), event(given)]);
    expect(answer.status).toBe(400);
    expect(answer.detail).toContain(named);
  }
  expect(gateway.spool.reports).toHaveLength(before);
});

test("Infinity by way of 1e999 is no latency", async () => {
  const body = JSON.stringify({ batchId: randomUUID(), events: [event()] }).replace("12.5", "1e999");
  expect((await gateway.post("/v1/usage", body)).status).toBe(400);
});

test("no batch id, none or too many events are refused", async () => {
  expect((await report([event()], "not a uuid")).detail).toContain("batchId");
  expect((await report([event()], null)).detail).toContain("batchId");
  expect((await report([])).detail).toContain("events");
  expect((await report(Array.from({ length: 1_001 }, () => event()))).detail).toContain("events");
});

test("a report that cannot be stored is a 503 that may be sent again", async () => {
  gateway.spool.reportError = new Error("disk full");
  const response = await gateway.post("/v1/usage", { batchId: randomUUID(), events: [event()] });
  gateway.spool.reportError = undefined;
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("1");
  expect(await response.text()).not.toContain("disk full");
});
