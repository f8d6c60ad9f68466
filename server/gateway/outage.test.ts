import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { type InsertedKey, insertKey } from "@/lib/testing/insert-key";
import { type CuttableProxy, startCuttableProxy } from "../testing/cuttable-proxy";
import { insertServiceToken, startTestGateway, type TestGateway } from "../testing/start-test-gateway";
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
const statusOf = async ({ plaintext }: Pick<InsertedKey, "plaintext">): Promise<number> =>
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
  for (const { plaintext } of [known, expiring, unknown]) {
    const answers = [
      await gateway.post("/v1/verify", { key: plaintext }),
      await gateway.authorize({ "X-API-Key": plaintext }),
    ];
    for (const answer of answers) expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
  }
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

for (const way of ["cut", "hang"] as const) {
  test(`PostgreSQL gone under load (${way}): no good key is answered 401, before, while and after`, async () => {
    const keys = await Promise.all(Array.from({ length: 4 }, () => insertKey({ limit: 1_000_000 })));
    for (const { plaintext } of keys) expect((await gateway.verify(plaintext)).code).toBe("VALID");
    const never = await Promise.all(Array.from({ length: 200 }, () => insertKey()));
    const seen = { known: new Map<number, number>(), never: new Map<number, number>() };
    const count = (of: Map<number, number>, status: number) => of.set(status, (of.get(status) ?? 0) + 1);
    let isOver = false;
    const callers = Array.from({ length: 16 }, async (_, i) => {
      for (let call = i; !isOver; call += 16) {
        const { plaintext } = keys[call % keys.length] as InsertedKey;
        count(seen.known, await statusOf({ plaintext }));
        count(seen.known, (await gateway.authorize({ Authorization: `Bearer ${plaintext}` })).status);
      }
    });
    // Asked for the first time at some point before, in or after the outage.
    const strangers = (async () => {
      for (const { plaintext } of never) {
        if (isOver) break;
        count(seen.never, (await gateway.authorize({ "X-API-Key": plaintext })).status);
      }
    })();
    proxy[way]();
    await noticed();
    const underOutage = seen.known.get(200) ?? 0;
    await vi.waitFor(() => expect(seen.known.get(200) ?? 0).toBeGreaterThan(underOutage + 200), { timeout: 10_000 });
    proxy.mend();
    await recovered();
    isOver = true;
    await Promise.all([...callers, strangers]);
    expect([...seen.known.keys()]).toEqual([200]);
    expect([...seen.never.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(seen.never.get(503)).toBeGreaterThan(0);
  });
}

test("limits are exact during an outage, and what was revoked before it stays refused", async () => {
  const limited = await insertKey({ limit: 10, windowSeconds: 3_600 });
  const revoked = await insertKey();
  for (const { plaintext } of [limited, revoked]) expect((await gateway.verify(plaintext)).code).toBe("VALID");
  await pool().query("UPDATE keys SET revoked_at = now() WHERE id = $1", [revoked.keyId]);
  await vi.waitFor(async () => expect((await gateway.verify(revoked.plaintext)).code).toBe("REVOKED"));
  proxy.cut();
  await noticed();
  const answers = await Promise.all(Array.from({ length: 40 }, () => gateway.verify(limited.plaintext)));
  expect(answers.filter(({ code }) => code === "VALID")).toHaveLength(9);
  expect(answers.filter(({ code }) => code === "RATE_LIMITED")).toHaveLength(31);
  expect((await gateway.verify(revoked.plaintext)).code).toBe("REVOKED");
  expect((await gateway.authorize({ "X-API-Key": revoked.plaintext })).status).toBe(401);
  proxy.mend();
  await recovered();
});

test("an outage shows: metrics are answered without the database, not ready, hearing nothing, ever longer ago", async () => {
  const shown = async (): Promise<(name: string) => number> => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    return (name) => Number(new RegExp(`^latchkey_${name} (\\S+)$`, "m").exec(text)?.[1]);
  };
  const before = await shown();
  expect([before("ready"), before("invalidation_listener_up")]).toEqual([1, 1]);
  proxy.hang();
  await noticed();
  aheadMs = 20_000;
  const during = await shown();
  expect([during("ready"), during("invalidation_listener_up")]).toEqual([0, 0]);
  expect(during("invalidation_lag_seconds")).toBeGreaterThan(15);
  expect(during("invalidation_poll_age_seconds")).toBeGreaterThan(15);
  expect(await (await fetch(`${gateway.url}/readyz`)).json()).toMatchObject({
    status: 503,
    detail: expect.any(String),
  });
  aheadMs = 0;
  proxy.mend();
  await recovered();
  const after = await shown();
  expect([after("ready"), after("invalidation_listener_up")]).toEqual([1, 1]);
  expect(after("invalidation_lag_seconds")).toBeLessThan(15);
  const ready = { status: "ready", database: true, listener: true, draining: false };
  expect(await (await fetch(`${gateway.url}/readyz`)).json()).toEqual(ready);
});

test("a service token that nobody knows yet is a 503 during an outage, never a 401, and reports are taken", async () => {
  proxy.cut();
  await noticed();
  // Made past the gateway's way to the database: a poll under way when it was cut cannot know it.
  const elsewhere = new pg.Client({ connectionString: directUrl });
  await elsewhere.connect();
  const { token } = await insertServiceToken(elsewhere);
  await elsewhere.end();
  const asked = await gateway.post("/v1/verify", { key: known.plaintext }, token);
  expect([asked.status, asked.headers.get("retry-after")]).toEqual([503, "1"]);
  const { shownKeyId: keyId, secretId } = known;
  const event = { keyId, secretId, at: new Date().toISOString(), status: 200, latencyMs: 1 };
  expect((await gateway.post("/v1/usage", { batchId: newId(), events: [event] })).status).toBe(202);
  proxy.mend();
  await vi.waitFor(
    async () => expect((await gateway.post("/v1/verify", { key: known.plaintext }, token)).status).toBe(200),
    { timeout: 15_000, interval: 50 },
  );
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
