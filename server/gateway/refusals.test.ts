import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { generateKey } from "@/lib/keys/format";
import { COMMAND_LINE } from "@/lib/operator/operator";
import { explainAnyRequest } from "@/lib/refusals/explain-request";
import { insertKey } from "@/lib/testing/insert-key";
import { openSpool, type Spool } from "@/lib/usage/spool/spool";
import { type Answer, startTestGateway, type TestGateway } from "../testing/start-test-gateway";

let folder: string;
let spool: Spool;
let gateway: TestGateway;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-refusals-"));
  spool = openSpool({ folder });
  gateway = await startTestGateway({ spool });
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

const explained = async (requestId: string) => {
  await spool.flush();
  return explainAnyRequest(COMMAND_LINE, { requestId });
};
const kept = async (): Promise<number> =>
  (await pool().query<{ n: number }>("SELECT count(*)::int AS n FROM refused_requests")).rows[0]?.n ?? -1;

test("the requestId of a refusal says which check it was and what that saw, by every way of asking", async () => {
  const key = await insertKey({ scopes: ["read"], limit: 1, allowedIps: ["10.0.0.0/8"] });
  const ask = (more: object) => gateway.verify({ key: key.plaintext, ip: "10.1.2.3", ...more });
  const scope = await ask({ scopes: ["write", "read"], method: "GET", route: "/v1/charges?secret=1" });
  expect(await explained(scope.requestId)).toMatchObject([
    { code: "INSUFFICIENT_SCOPE", ip: "10.1.2.3", route: "GET /v1/charges", key: { id: key.shownKeyId } },
  ]);
  const address = await ask({ ip: "192.0.2.1" });
  expect((await explained(address.requestId))[0]?.seen).toEqual([
    { name: "Address", text: "192.0.2.1" },
    { name: "Allowed", text: "10.0.0.0/8" },
  ]);
  const allowed = await ask({});
  expect(await explained(allowed.requestId)).toEqual([]);
  const limited = await ask({ cost: 1 });
  expect(await explained(limited.requestId)).toMatchObject([{ code: "RATE_LIMITED", check: "Rate limit" }]);

  const other = await gateway.authorize({ Authorization: `Bearer ${key.plaintext}` }, "?environment=test");
  expect(await explained(other.headers.get("x-request-id") ?? "")).toMatchObject([
    { code: "ENVIRONMENT_MISMATCH", why: "A live key was presented where a test key is asked for." },
  ]);
  const batch = await gateway.post("/v1/verify/batch", [{ key: key.plaintext }, { key: "garbage" }]);
  const [first] = (await batch.json()) as Answer[];
  expect(await explained(first?.requestId ?? "")).toMatchObject([
    { position: 0, code: "IP_FORBIDDEN", why: expect.stringContaining("named no address") },
    { position: 1, code: "MALFORMED", key: null },
  ]);
});

test("of what was presented nothing is kept", async () => {
  const { plaintext } = generateKey("myapi", "live");
  const { requestId } = await gateway.verify({ key: plaintext, ip: "203.0.113.7" });
  expect(await explained(requestId)).toMatchObject([{ code: "NOT_FOUND", key: null, team: null, ip: "203.0.113.7" }]);
  const { rows } = await pool().query<{ row: string }>("SELECT r::text AS row FROM refused_requests r");
  expect(rows.map(({ row }) => row).join()).not.toContain(plaintext.slice(-62));
});

test("a flood of refusals keeps a sample, and every one of them is counted", async () => {
  const key = await insertKey({ scopes: ["read"] });
  const before = await kept();
  const question = { key: key.plaintext, scopes: ["write"] };
  const batch = Array.from({ length: 100 }, () => question);
  for (let i = 0; i < 3; i++) await gateway.post("/v1/verify/batch", batch);
  await spool.flush();
  // Where a minute ends in between, a sample of two.
  expect([60, 120]).toContain((await kept()) - before);
  const { rows } = await pool().query<{ n: number }>(
    "SELECT sum(insufficient_scope)::int AS n FROM usage_minutes WHERE key_id = $1",
    [key.keyId],
  );
  expect(rows[0]?.n).toBe(300);
});

test("what cannot be kept holds up neither the count nor the answer", async () => {
  const key = await insertKey({ scopes: ["read"] });
  await pool().query("ALTER TABLE refused_requests RENAME TO refused_requests_away");
  try {
    expect((await gateway.verify({ key: key.plaintext, scopes: ["write"] })).code).toBe("INSUFFICIENT_SCOPE");
    await spool.flush();
    expect(spool.bytes()).toBe(0);
  } finally {
    await pool().query("ALTER TABLE refused_requests_away RENAME TO refused_requests");
  }
  const { rows } = await pool().query("SELECT 1 FROM usage_minutes WHERE key_id = $1", [key.keyId]);
  expect(rows).toHaveLength(1);
});
