import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { setClock } from "@/lib/clock";
import { type InsertedKey, insertKey } from "@/lib/testing/insert-key";
import { type CuttableProxy, startCuttableProxy } from "../testing/cuttable-proxy";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway";
import { startGateway } from "./start-gateway";

let proxy: CuttableProxy;
let gateway: TestGateway;
let known: InsertedKey;
let unknown: InsertedKey;
let expiring: InsertedKey;
let directUrl: string;
let aheadMs = 0;
let restoreClock: () => void;

beforeAll(async () => {
  directUrl = process.env.DATABASE_URL as string;
  const database = new URL(directUrl);
  proxy = await startCuttableProxy({ host: database.hostname, port: Number(database.port) });
  database.port = String(proxy.port);
  process.env.DATABASE_URL = database.href;
  process.env.STALE_ON_DATABASE_OUTAGE_SECONDS = "60";
});
beforeEach(async () => {
  aheadMs = 0;
  restoreClock = setClock(() => Date.now() + aheadMs);
  gateway = await startTestGateway();
  expiring = await insertKey({ expiresAt: new Date(Date.now() + 20_000) });
  [known, unknown] = await Promise.all([insertKey(), insertKey()]);
  for (const { plaintext } of [known, expiring]) expect((await gateway.verify(plaintext)).code).toBe("VALID");
  expect(await readiness()).toBe(200);
});
afterEach(async () => {
  proxy.mend();
  aheadMs = 0;
  await gateway.close();
  restoreClock();
});
afterAll(() => proxy.close());

const readiness = async (): Promise<number> => (await fetch(`${gateway.url}/readyz`)).status;
const statusOf = async ({ plaintext }: InsertedKey): Promise<number> =>
  (await gateway.post("/v1/verify", { key: plaintext })).status;
const noticed = () => vi.waitFor(async () => expect(await readiness()).toBe(503), { timeout: 10_000, interval: 20 });
const recovered = () =>
  vi.waitFor(
    async () => {
      expect(await readiness()).toBe(200);
      expect(await gateway.verify(unknown.plaintext)).toMatchObject({ code: "VALID" });
    },
    { timeout: 15_000, interval: 50 },
  );

for (const way of ["cut", "hang"] as const) {
  test(`PostgreSQL gone (${way}): known keys go on, unknown ones are 503, never 401, and it comes back by itself`, async () => {
    proxy[way]();
    expect(await statusOf(unknown)).toBe(503);
    expect((await gateway.verify(known.plaintext)).code).toBe("VALID");
    await noticed();
    expect((await gateway.verify(known.plaintext)).code).toBe("VALID");
    const refused = await gateway.post("/v1/verify", { key: unknown.plaintext });
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(await refused.text()).not.toMatch(/ECONN|postgres|select/i);
    expect((await gateway.authorize({ "X-API-Key": unknown.plaintext })).status).toBe(503);
    proxy.mend();
    await recovered();
  });
}

test("expiry is enforced during an outage, and known keys end after STALE_ON_DATABASE_OUTAGE_SECONDS", async () => {
  proxy.cut();
  await noticed();
  aheadMs = 30_000;
  expect((await gateway.verify(expiring.plaintext)).code).toBe("EXPIRED");
  expect((await gateway.verify(known.plaintext)).code).toBe("VALID");
  aheadMs = 61_000;
  expect(await statusOf(known)).toBe(503);
  expect((await gateway.authorize({ "X-API-Key": known.plaintext })).status).toBe(503);
  aheadMs = 0;
  proxy.mend();
  await recovered();
});

test("what was revoked during the outage is refused as soon as the database is back", async () => {
  proxy.cut();
  await noticed();
  expect((await gateway.verify(known.plaintext)).code).toBe("VALID");
  const direct = new pg.Client({ connectionString: directUrl });
  await direct.connect();
  await direct.query("UPDATE keys SET revoked_at = now() WHERE id = $1", [known.keyId]);
  await direct.end();
  proxy.mend();
  await recovered();
  expect((await gateway.verify(known.plaintext)).code).toBe("REVOKED");
});

test("a batch with an unreachable key is a 503 as a whole and spends nothing", async () => {
  proxy.cut();
  await noticed();
  const response = await gateway.post("/v1/verify/batch", [{ key: known.plaintext }, { key: unknown.plaintext }]);
  expect(response.status).toBe(503);
  const { rateLimit } = await gateway.verify({ key: known.plaintext, cost: 0 });
  expect(rateLimit?.remaining).toBe(999);
  proxy.mend();
  await recovered();
});

test("a gateway that starts before its database answers 503, and serves once the database is there", async () => {
  proxy.cut();
  const early = await startGateway({ host: "127.0.0.1", port: 0, spool: gateway.spool });
  const ask = () =>
    fetch(`http://127.0.0.1:${early.port}/v1/verify`, {
      method: "POST",
      headers: { Authorization: `Bearer ${gateway.token}` },
      body: JSON.stringify({ key: known.plaintext }),
    });
  expect((await ask()).status).toBe(503);
  proxy.mend();
  await vi.waitFor(async () => expect((await ask()).status).toBe(200), { timeout: 10_000, interval: 50 });
  await early.close();
});
