import { beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { makeActor } from "@/lib/testing/fixtures";
import { type InsertedKey, insertKey } from "@/lib/testing/insert-key";
import { sealedVersions } from "@/lib/testing/storage";
import { sealForEndpoint } from "@/lib/testing/webhooks";
import { secretContext, totpContext } from "./contexts";
import { type KeyEncryptionKeys, open, seal } from "./envelope";
import { rollOver } from "./roll-over";
import { SEALED_TABLES } from "./sealed-tables";
import { versionsInUse } from "./versions-in-use";

/** More than one batch. */
const MANY = 700;
const KEKS = (...versions: number[]): KeyEncryptionKeys =>
  new Map(versions.map((version) => [version, Buffer.alloc(32, version)]));

let key: InsertedKey;
beforeEach(async () => {
  await pool().query("TRUNCATE sealed_secrets, second_factors, webhook_secrets");
  key = await insertKey();
});

const publicIdOf = (i: number): string => `${i}`.padStart(12, "0");
const contextOf = (publicId: string) => secretContext({ teamId: key.teamId, keyId: key.keyId, publicId });

/** Secrets of `key` in their grace, each sealed with the newest of `keys`; its text is its public id. */
async function sealMany(count: number, keys: KeyEncryptionKeys = KEKS(1)): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, i) => publicIdOf(i));
  await pool().query(
    `INSERT INTO secrets (public_id, key_id, hash, prefix, last_four, ends_at)
     SELECT id, $2::uuid, sha256((id || $2::uuid)::bytea), 'myapi', 'aaaa', now() + interval '1 day' FROM unnest($1::text[]) AS id
     ON CONFLICT (public_id) DO UPDATE SET key_id = excluded.key_id, hash = excluded.hash`,
    [ids, key.keyId],
  );
  const envelopes = ids.map((id) => seal(id, contextOf(id), keys));
  await pool().query(
    "INSERT INTO sealed_secrets (public_id, sealed, kek_version) SELECT * FROM unnest($1::text[], $2::bytea[], $3::int[])",
    [ids, envelopes.map(({ sealed }) => sealed), envelopes.map(({ kekVersion }) => kekVersion)],
  );
  return ids;
}

/** How many of the secrets' envelopes open, each to its own text. */
async function opened(keys: KeyEncryptionKeys): Promise<number> {
  const { rows } = await pool().query("SELECT public_id, sealed, kek_version FROM sealed_secrets");
  return rows.filter(
    (row) =>
      open({ sealed: row.sealed, kekVersion: row.kek_version }, contextOf(row.public_id), keys) === row.public_id,
  ).length;
}

test("whatever table has envelopes is rolled over: none can be forgotten", async () => {
  const { rows } = await pool().query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'kek_version'",
  );
  expect(rows.map(({ name }) => name).sort()).toEqual(SEALED_TABLES.map(({ table }) => table).sort());
});

test("secrets, second factors and webhook secrets come under the newest version, which alone then opens them; no key's version is raised", async () => {
  await sealMany(MANY);
  const { userId } = await makeActor();
  const factor = seal("JBSWY3DPEHPK3PXP", totpContext({ userId }), KEKS(1));
  await pool().query("INSERT INTO second_factors (user_id, sealed, kek_version) VALUES ($1, $2, 1)", [
    userId,
    factor.sealed,
  ]);
  const { endpointId, secretId, context } = await sealForEndpoint(key.teamId, "whsec_x", KEKS(1));
  const changes = async () => (await pool().query("SELECT * FROM key_changes ORDER BY key_id")).rows;
  const before = await changes();
  expect(await versionsInUse(pool(), KEKS(1, 2))).toEqual([
    { version: 1, secrets: MANY, secondFactors: 1, webhookSecrets: 1, key: "opens" },
  ]);
  expect(await rollOver(KEKS(1, 2))).toEqual({ newest: 2, rewrapped: MANY + 2, unopenable: 0, left: 0 });
  expect(await versionsInUse(pool(), KEKS(2))).toEqual([
    { version: 2, secrets: MANY, secondFactors: 1, webhookSecrets: 1, key: "opens" },
  ]);
  expect(await opened(KEKS(2))).toBe(MANY);
  const { rows } = await pool().query("SELECT sealed, kek_version FROM second_factors");
  const rolled = { sealed: rows[0].sealed, kekVersion: rows[0].kek_version };
  expect(open(rolled, totpContext({ userId }), KEKS(2))).toBe("JBSWY3DPEHPK3PXP");
  const signing = await prisma().webhookSecret.findFirstOrThrow({ where: { endpointId, id: secretId } });
  expect(open(signing, context, KEKS(2))).toBe("whsec_x");
  expect(await changes()).toEqual(before);
  expect(await rollOver(KEKS(1, 2))).toMatchObject({ rewrapped: 0, left: 0 });
});

test("several at the same time share the work, and each envelope is rolled once", async () => {
  await sealMany(MANY);
  // Connected beforehand, so that the first is not done before the others have begun.
  await Promise.all(Array.from({ length: 4 }, () => pool().query("SELECT pg_sleep(0.05)")));
  const all = await Promise.all(Array.from({ length: 4 }, () => rollOver(KEKS(1, 2))));
  expect(all.reduce((sum, { rewrapped }) => sum + rewrapped, 0)).toBe(MANY);
  expect(await opened(KEKS(2))).toBe(MANY);
});

test("one that is ended in the middle leaves every envelope whole, and the next goes on", async () => {
  await sealMany(MANY);
  /** Keys that are gone at the 600th envelope, as a process that is killed. */
  class Dying extends Map<number, Buffer> {
    private asked = 0;
    override get(version: number): Buffer | undefined {
      if (version === 1 && ++this.asked > 600) throw new Error("killed");
      return super.get(version);
    }
  }
  await expect(rollOver(new Dying(KEKS(1, 2)))).rejects.toThrow("killed");
  const versions = [...(await sealedVersions()).values()];
  expect([versions.filter((v) => v === 2).length, versions.filter((v) => v === 1).length]).toEqual([500, MANY - 500]);
  expect(await opened(KEKS(1, 2))).toBe(MANY);
  expect(await rollOver(KEKS(1, 2))).toMatchObject({ rewrapped: MANY - 500, left: 0 });
  expect(await opened(KEKS(2))).toBe(MANY);
});

test("what cannot be opened stays as it is, is counted, and holds up nothing else", async () => {
  const ids = await sealMany(20);
  await pool().query(
    "UPDATE sealed_secrets SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) WHERE public_id = $1",
    [ids[3]],
  );
  expect(await rollOver(KEKS(1, 2))).toEqual({ newest: 2, rewrapped: 19, unopenable: 1, left: 1 });
  expect((await sealedVersions()).get(ids[3] ?? "")).toBe(1);
  expect(await versionsInUse(pool(), KEKS(1, 2))).toMatchObject([
    { version: 1, secrets: 1, key: "wrong" },
    { version: 2, secrets: 19, key: "opens" },
  ]);
});

test("a version that is missing, or newer than any configured, is left alone and named", async () => {
  await sealMany(3);
  expect(await rollOver(KEKS(2))).toEqual({ newest: 2, rewrapped: 0, unopenable: 3, left: 3 });
  expect(await versionsInUse(pool(), KEKS(2))).toMatchObject([{ version: 1, key: "missing" }]);
  expect(await versionsInUse(pool(), new Map([[1, Buffer.alloc(32, 9)]]))).toMatchObject([
    { version: 1, key: "wrong" },
  ]);
  await rollOver(KEKS(1, 3));
  expect(await rollOver(KEKS(1, 2))).toEqual({ newest: 2, rewrapped: 0, unopenable: 0, left: 0 });
  expect(await versionsInUse(pool(), KEKS(1, 2))).toMatchObject([{ version: 3, secrets: 3, key: "missing" }]);
  expect(await rollOver(new Map())).toEqual({ newest: null, rewrapped: 0, unopenable: 0, left: 0 });
});

test("an envelope that somebody works on is waited for by nobody, and comes later", async () => {
  const ids = await sealMany(5);
  const client = await pool().connect();
  await client.query("BEGIN");
  await client.query("SELECT 1 FROM sealed_secrets WHERE public_id = $1 FOR UPDATE", [ids[0]]);
  expect(await rollOver(KEKS(1, 2))).toEqual({ newest: 2, rewrapped: 4, unopenable: 0, left: 1 });
  await client.query("ROLLBACK");
  client.release();
  expect(await rollOver(KEKS(1, 2))).toMatchObject({ rewrapped: 1, left: 0 });
});
