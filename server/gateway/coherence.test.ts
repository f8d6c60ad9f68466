import type pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { pool } from "@/lib/db/pool";
import { insertKey, insertSecret } from "@/lib/testing/insert-key";
import { readKeyRecords } from "@/lib/verification/cache/key-records";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway";

let gateways: TestGateway[] = [];
beforeEach(async () => {
  gateways = await Promise.all([startTestGateway(), startTestGateway()]);
});
afterEach(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()));
});

const codes = (key: string): Promise<string[]> =>
  Promise.all(gateways.map(async (gateway) => (await gateway.verify(key)).code));

const LISTENERS = "application_name = 'latchkey gateway listener' AND datname = current_database()";

test("invariant 4: once heardByGateways has answered, every gateway refuses, whatever way the right was taken", async () => {
  const takenAway: [string, (key: Awaited<ReturnType<typeof insertKey>>) => Promise<unknown>, string][] = [
    ["revoke", (key) => pool().query("UPDATE keys SET revoked_at = now() WHERE id = $1", [key.keyId]), "REVOKED"],
    ["disable", (key) => pool().query("UPDATE keys SET disabled_at = now() WHERE id = $1", [key.keyId]), "DISABLED"],
    ["end", (key) => pool().query("UPDATE secrets SET ends_at = now() WHERE key_id = $1", [key.keyId]), "REVOKED"],
    [
      "expire",
      (key) =>
        pool().query("UPDATE keys SET created_at = now() - interval '1 day', expires_at = now() WHERE id = $1", [
          key.keyId,
        ]),
      "EXPIRED",
    ],
    ["delete the secret", (key) => pool().query("DELETE FROM secrets WHERE key_id = $1", [key.keyId]), "NOT_FOUND"],
    ["delete the key", (key) => pool().query("DELETE FROM keys WHERE id = $1", [key.keyId]), "NOT_FOUND"],
    ["delete the team", (key) => pool().query("DELETE FROM teams WHERE id = $1", [key.teamId]), "NOT_FOUND"],
    ["truncate", () => pool().query("TRUNCATE keys CASCADE"), "NOT_FOUND"],
  ];
  for (const [how, take, code] of takenAway) {
    const key = await insertKey();
    expect([how, ...(await codes(key.plaintext))]).toEqual([how, "VALID", "VALID"]);
    await take(key);
    await heardByGateways();
    expect([how, ...(await codes(key.plaintext))]).toEqual([how, code, code]);
  }
});

test("invariant 4: fewer scopes and a shorter address list bind at once, on every secret", async () => {
  const key = await insertKey({ scopes: ["read", "write"] });
  await pool().query("UPDATE secrets SET ends_at = now() + interval '1 hour' WHERE public_id = $1", [key.secretId]);
  const next = await insertSecret(key);
  const ask = (plaintext: string) => gateways[0]?.verify({ key: plaintext, scopes: ["write"] });
  for (const { plaintext } of [key, next]) expect((await ask(plaintext))?.code).toBe("VALID");
  await pool().query("UPDATE keys SET scopes = '{read}' WHERE id = $1", [key.keyId]);
  await heardByGateways();
  for (const { plaintext } of [key, next]) expect((await ask(plaintext))?.code).toBe("INSUFFICIENT_SCOPE");
});

test("invariant 4: with the listener's connection terminated, refused within 2 s, and the listener comes back by itself", async () => {
  const key = await insertKey();
  expect(await codes(key.plaintext)).toEqual(["VALID", "VALID"]);
  await pool().query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${LISTENERS}`);
  await pool().query("UPDATE keys SET revoked_at = now() WHERE id = $1", [key.keyId]);
  await vi.waitFor(async () => expect(await codes(key.plaintext)).toEqual(["REVOKED", "REVOKED"]), {
    timeout: 2_000,
    interval: 10,
  });
  await vi.waitFor(
    async () => {
      for (const { url } of gateways) expect((await fetch(`${url}/readyz`)).status).toBe(200);
    },
    { timeout: 10_000, interval: 50 },
  );
  const { rows } = await pool().query(`SELECT 1 FROM pg_stat_activity WHERE ${LISTENERS}`);
  expect(rows).toHaveLength(2);
});

test("invariant 4: with the listener silently deaf, refused within 2 s, and it notices and listens again", async () => {
  const key = await insertKey();
  expect(await codes(key.plaintext)).toEqual(["VALID", "VALID"]);
  for (const { gateway } of gateways) {
    // The connection stays up and answers; only nothing arrives on it any more, as behind a pooler that swapped it.
    const { listener } = gateway.invalidations as unknown as { listener: { client: pg.Client } };
    await listener.client.query("UNLISTEN latchkey");
  }
  await pool().query("UPDATE keys SET revoked_at = now() WHERE id = $1", [key.keyId]);
  const refused = async () => expect(await codes(key.plaintext)).toEqual(["REVOKED", "REVOKED"]);
  await vi.waitFor(refused, { timeout: 2_000, interval: 10 });
  const readiness = () => Promise.all(gateways.map(async ({ url }) => (await fetch(`${url}/readyz`)).status));
  await vi.waitFor(async () => expect(await readiness()).toContain(503), { timeout: 10_000, interval: 20 });
  await vi.waitFor(async () => expect(await readiness()).toEqual([200, 200]), { timeout: 10_000, interval: 20 });
});

/** Runs `work` while the triggers go on counting versions and notify nobody, as on a dead network path. */
async function withoutNotifications(work: () => Promise<void>): Promise<void> {
  const { rows } = await pool().query("SELECT pg_get_functiondef('note_key_change'::regproc) AS definition");
  const { definition } = rows[0] as { definition: string };
  const silent = definition.replace(/PERFORM pg_notify[^;]+;/, "");
  expect(silent).not.toBe(definition);
  await pool().query(silent);
  try {
    await work();
  } finally {
    await pool().query(definition);
  }
}

test("invariant 4: with no notification sent at all, refused within 2 s", () =>
  withoutNotifications(async () => {
    const key = await insertKey();
    expect(await codes(key.plaintext)).toEqual(["VALID", "VALID"]);
    await pool().query("UPDATE keys SET revoked_at = now() WHERE id = $1", [key.keyId]);
    const refused = async () => expect(await codes(key.plaintext)).toEqual(["REVOKED", "REVOKED"]);
    await vi.waitFor(refused, { timeout: 2_000, interval: 10 });
  }));

test("a team's limit binds every key of the team, once heard, and within 2 s when no notification is sent at all", async () => {
  const key = await insertKey({ limit: 50 });
  const other = await insertKey({ teamId: key.teamId, limit: 50 });
  const limits = () =>
    Promise.all(
      gateways.flatMap((gateway) =>
        [key, other].map(async ({ plaintext }) => (await gateway.verify({ key: plaintext, cost: 0 })).rateLimit?.limit),
      ),
    );
  const setLimit = (limit: number | null) =>
    pool().query("UPDATE teams SET rate_limit = $2::int, rate_window_seconds = 60 + 0 * $2::int WHERE id = $1", [
      key.teamId,
      limit,
    ]);
  expect(await limits()).toEqual([50, 50, 50, 50]);
  await setLimit(10);
  await heardByGateways();
  expect(await limits()).toEqual([10, 10, 10, 10]);
  await withoutNotifications(async () => {
    await setLimit(null);
    const freed = async () => expect(await limits()).toEqual([50, 50, 50, 50]);
    await vi.waitFor(freed, { timeout: 2_000, interval: 10 });
  });
});

test("a change whose transaction was open during many polls is found by the first one after its commit", () =>
  withoutNotifications(async () => {
    const key = await insertKey();
    const pollAll = () => Promise.all(gateways.map(({ gateway }) => gateway.invalidations.poll()));
    expect(await codes(key.plaintext)).toEqual(["VALID", "VALID"]);
    const client = await pool().connect();
    await client.query("BEGIN");
    await client.query("UPDATE keys SET revoked_at = now() WHERE id = $1", [key.keyId]);
    for (let i = 0; i < 3; i++) await pollAll();
    expect(await codes(key.plaintext)).toEqual(["VALID", "VALID"]);
    await client.query("COMMIT");
    client.release();
    await pollAll();
    expect(await codes(key.plaintext)).toEqual(["REVOKED", "REVOKED"]);
  }));

test("invariant 5: a fill whose query is under way during the revoke never resurrects the key", async () => {
  const key = await insertKey();
  let reachedGate = (): void => {};
  let openGate = (): void => {};
  const atGate = new Promise<void>((resolve) => {
    reachedGate = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    openGate = resolve;
  });
  let isFirst = true;
  const gated = await startTestGateway({
    readRecords: async (ids) => {
      const read = await readKeyRecords(ids);
      if (isFirst) {
        isFirst = false;
        reachedGate();
        await gate;
      }
      return read;
    },
  });
  gateways.push(gated);
  const asked = gated.verify(key.plaintext);
  await atGate;
  await pool().query("UPDATE keys SET revoked_at = now() WHERE id = $1", [key.keyId]);
  await heardByGateways();
  openGate();
  expect((await asked).code).toBe("REVOKED");
  expect((await gated.verify(key.plaintext)).code).toBe("REVOKED");
});

test("under load, no gateway accepts a key once its revoke has been heard", async () => {
  const keys = await Promise.all(Array.from({ length: 40 }, () => insertKey()));
  const dead = new Set<string>();
  let acceptedDead = 0;
  let isOver = false;
  const load = gateways.map(async (gateway) => {
    while (!isOver) {
      await Promise.all(
        keys.map(async ({ plaintext }) => {
          const wasDead = dead.has(plaintext);
          const { code } = await gateway.verify(plaintext);
          if (wasDead && code !== "REVOKED") acceptedDead++;
        }),
      );
    }
  });
  for (const { keyId, plaintext } of keys) {
    await pool().query("UPDATE keys SET revoked_at = now() WHERE id = $1", [keyId]);
    await heardByGateways();
    dead.add(plaintext);
  }
  isOver = true;
  await Promise.all(load);
  expect(acceptedDead).toBe(0);
});

test("a gateway registers while it is up and takes its row away when it closes", async () => {
  const ids = async () => (await pool().query("SELECT id FROM gateways")).rows.map(({ id }) => id);
  const closing = gateways.pop() as TestGateway;
  expect(await ids()).toContain(closing.gateway.invalidations.gatewayId);
  await closing.close();
  expect(await ids()).not.toContain(closing.gateway.invalidations.gatewayId);
});
