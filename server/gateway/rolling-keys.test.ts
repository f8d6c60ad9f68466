import { afterEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { createKey } from "@/lib/keys/create-key";
import { revealSecret } from "@/lib/keys/reveal-secret";
import { rotateKey } from "@/lib/keys/rotate-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { insertKey, insertSecret } from "@/lib/testing/insert-key";
import { sealedVersions, setKeks, setStorageMode } from "@/lib/testing/storage";
import { rollOver } from "@/lib/vault/roll-over";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway";
import { vaultDuties } from "../worker/vault-duties";

let gateways: TestGateway[] = [];
afterEach(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()));
  gateways = [];
});
const start = async (): Promise<TestGateway> => {
  const gateway = await startTestGateway();
  gateways.push(gateway);
  return gateway;
};

/** Asks about the secrets one after the other, over HTTP, on several connections, until it is told to end. */
function load(gateway: TestGateway, secrets: readonly string[]) {
  const refused: string[] = [];
  let [asked, over] = [0, false];
  const callers = Array.from({ length: 4 }, async () => {
    while (!over) {
      const secret = secrets[asked++ % secrets.length] ?? "";
      const answer = await gateway.post("/v1/verify", { key: secret, cost: 0 });
      const { code } = (await answer.json()) as { code: string };
      if (answer.status !== 200 || code !== "VALID") refused.push(`${answer.status} ${code}`);
    }
  });
  return {
    refused,
    asked: () => asked,
    end: async () => {
      over = true;
      await Promise.all(callers);
    },
  };
}

test("the key-encryption key is rolled under load, while keys are rotated and revealed: no verification fails, and the new one alone opens everything", async () => {
  setKeks(1);
  await setStorageMode("retrievable");
  const owner = await makeActor();
  const made = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const { key, secret } = await createKey(owner, keyInput());
      return { keyId: key.id, secret };
    }),
  );
  const all = [...made];
  const secrets = made.map(({ secret }) => secret);
  const isRevealed = async ({ keyId, secret }: { keyId: string; secret: string }): Promise<boolean> =>
    (await revealSecret(owner, { keyId, secretId: secret.split("_")[2] ?? "" })).secret === secret;
  const gateway = await start();
  const verified = load(gateway, secrets);

  // Nothing but the roll-over first: a gateway hears nothing of it.
  const versions = async () => (await pool().query("SELECT * FROM key_changes ORDER BY key_id")).rows;
  const before = await versions();
  const [first] = await Promise.all([rollOver(setKeks(1, 2)), rollOver(setKeks(1, 2))]);
  expect(first.left).toBe(0);
  expect(await versions()).toEqual(before);

  // Then to the next one all at once: a command and the worker, rotations and reveals.
  const keys = setKeks(2, 3);
  const rolling = [rollOver(keys), ...vaultDuties.map(({ work }) => work())];
  const wrong: string[] = [];
  const turns = made.map(async (one) => {
    const { secret } = await rotateKey(owner, { keyId: one.keyId, graceSeconds: 86_400 });
    const next = { keyId: one.keyId, secret };
    all.push(next);
    secrets.push(secret);
    for (const shown of [one, next]) if (!(await isRevealed(shown))) wrong.push(shown.secret);
  });
  await Promise.all([...rolling, ...turns]);
  expect(await rollOver(keys)).toMatchObject({ newest: 3, left: 0, unopenable: 0 });
  await verified.end();
  expect(verified.refused).toEqual([]);
  expect(verified.asked()).toBeGreaterThan(100);
  expect(wrong).toEqual([]);

  setKeks(3);
  expect(new Set((await sealedVersions()).values())).toEqual(new Set([3]));
  for (const one of all) expect(await isRevealed(one)).toBe(true);
  // Without any, nobody is shown anything; whoever presents a secret notices nothing.
  setKeks();
  const another = await start();
  for (const { secret } of all) expect((await another.verify(secret)).code).toBe("VALID");
});

test("a gateway asks nothing of what is sealed: it verifies while that table is locked against everybody", async () => {
  const gateway = await start();
  const key = await insertKey();
  const client = await pool().connect();
  await client.query("BEGIN; LOCK TABLE sealed_secrets IN ACCESS EXCLUSIVE MODE");
  expect((await gateway.verify(key.plaintext)).code).toBe("VALID");
  await client.query("ROLLBACK");
  client.release();
});

test("a pepper is rolled through running gateways: secrets made without one, with v1 and with v2 all pass, and a missing one is no caller's fault", async () => {
  const peppers = env().LATCHKEY_PEPPERS as Map<number, Buffer>;
  const key = await insertKey();
  const secrets = [key.plaintext];
  for (const version of [1, 2]) {
    // The next gateway of a rolling restart knows one more; those from before go on with their secrets.
    peppers.set(version, Buffer.alloc(32, version));
    const endsAt = new Date(Date.now() + 3_600_000);
    secrets.push((await insertSecret(key, { peppers, endsAt })).plaintext);
    const gateway = await start();
    const verified = load(gateway, secrets);
    while (verified.asked() < 30) await new Promise(setImmediate);
    await verified.end();
    expect(verified.refused).toEqual([]);
  }
  const { rows } = await pool().query("SELECT pepper_version FROM secrets WHERE key_id = $1 ORDER BY created_at", [
    key.keyId,
  ]);
  expect(rows.map((row) => row.pepper_version)).toEqual([null, 1, 2]);
  peppers.delete(1);
  const lacking = await start();
  const status = async (secret?: string) => (await lacking.post("/v1/verify", { key: secret, cost: 0 })).status;
  expect(await Promise.all(secrets.map(status))).toEqual([200, 503, 200]);
  expect(await (await fetch(`${lacking.url}/metrics`)).text()).toContain('latchkey_errors_total{status="503"} 1\n');
  peppers.clear();
});
