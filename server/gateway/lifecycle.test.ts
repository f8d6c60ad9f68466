import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { insertKey } from "@/lib/testing/insert-key";
import { openSpool } from "@/lib/usage/spool/spool";
import { startTestGateway } from "../testing/start-test-gateway";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-spool-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("healthz says alive, readyz says ready, and after the drain has begun 503 while answers go on", async () => {
  const gateway = await startTestGateway();
  const key = await insertKey();
  expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
  gateway.drain();
  expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${gateway.url}/readyz`)).status).toBe(503);
  const response = await gateway.post("/v1/verify", { key: key.plaintext });
  expect([response.status, response.headers.get("connection")]).toEqual([200, "close"]);
  await gateway.close();
});

test("a request under way when the gateway closes is answered, new connections are refused, kept-alive ones end", async () => {
  const gateway = await startTestGateway();
  const key = await insertKey();
  const agent = new Agent({ keepAlive: true });
  const body = JSON.stringify({ key: key.plaintext });
  const headers = { Authorization: `Bearer ${gateway.token}`, "Content-Length": body.length };
  const outgoing = request({
    agent,
    host: "127.0.0.1",
    port: gateway.port,
    path: "/v1/verify",
    method: "POST",
    headers,
  });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    outgoing.on("error", reject);
    outgoing.on("response", (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
  });
  const arrived = new Promise<void>((resolve) => gateway.server.once("request", () => resolve()));
  outgoing.write(body.slice(0, 10));
  await arrived;
  const closed = gateway.close();
  await expect(fetch(`${gateway.url}/healthz`)).rejects.toThrow();
  outgoing.end(body.slice(10));
  expect(await answered).toBe(200);
  await closed;
  agent.destroy();
});

test("with the real spool: what was answered is counted, exactly, once the gateway has closed", async () => {
  const gateway = await startTestGateway({ spool: openSpool({ folder }) });
  const key = await insertKey({ limit: 30 });
  const answers = await Promise.all(Array.from({ length: 50 }, () => gateway.verify(key.plaintext)));
  const event = {
    keyId: key.shownKeyId,
    secretId: key.secretId,
    at: new Date().toISOString(),
    status: 204,
    latencyMs: 3,
  };
  const batch = { batchId: "018f3c2e-0000-7000-8000-000000000001", events: [event, event] };
  for (let i = 0; i < 3; i++) expect((await gateway.post("/v1/usage", batch)).status).toBe(202);
  await gateway.close();
  const { rows } = await pool().query(
    "SELECT sum(allowed)::int AS allowed, sum(rate_limited)::int AS limited, sum(status_2xx)::int AS reported FROM usage_minutes WHERE key_id = $1",
    [key.keyId],
  );
  expect(answers.filter(({ valid }) => valid)).toHaveLength(30);
  expect(rows[0]).toEqual({ allowed: 30, limited: 20, reported: 2 });
});
