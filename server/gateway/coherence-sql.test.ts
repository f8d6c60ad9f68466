import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { type InsertedKey, insertKey } from "@/lib/testing/insert-key";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway";

// Invariant 4 past the domain: whatever statement takes a right away, the triggers tell the gateways.
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const code = async ({ plaintext }: InsertedKey): Promise<string> => (await gateway.verify(plaintext)).code;
const codes = (keys: readonly InsertedKey[]): Promise<string[]> => Promise.all(keys.map(code));
const several = (count: number, given: Parameters<typeof insertKey>[0] = {}): Promise<InsertedKey[]> =>
  Promise.all(Array.from({ length: count }, () => insertKey(given)));
const sql = (text: string, ...values: unknown[]): Promise<pg.QueryResult> => pool().query(text, values);
const ids = (keys: readonly InsertedKey[]): string[] => keys.map(({ keyId }) => keyId);

/** All accepted from the cache, then what takes the right away, then all refused with `refusal`. */
async function refusedAfter(
  keys: readonly InsertedKey[],
  refusal: string,
  take: () => Promise<unknown>,
): Promise<void> {
  expect(await codes(keys)).toEqual(keys.map(() => "VALID"));
  await take();
  await heardByGateways();
  expect(await codes(keys)).toEqual(keys.map(() => refusal));
}

async function insertMember(teamId: string): Promise<string> {
  const userId = newId();
  await sql(
    "INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, 'Grace', '')",
    userId,
    `${userId}@example.com`,
  );
  await sql("INSERT INTO memberships (team_id, user_id, role) VALUES ($1, $2, 'developer')", teamId, userId);
  return userId;
}

/** Several statements on one connection, as a script would send them. */
async function onOneConnection(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool().connect();
  try {
    await work(client);
  } finally {
    client.release(true);
  }
}

test("a bulk UPDATE reaches every key it touches", async () => {
  const keys = await several(150);
  await refusedAfter(keys, "REVOKED", () => sql("UPDATE keys SET revoked_at = now() WHERE id = ANY ($1)", ids(keys)));
});

test("a bulk DELETE reaches every key it touches, and so does one of secrets", async () => {
  const [keys, secrets] = [await several(50), await several(50)];
  await refusedAfter(keys, "NOT_FOUND", () => sql("DELETE FROM keys WHERE id = ANY ($1)", ids(keys)));
  await refusedAfter(secrets, "NOT_FOUND", () => sql("DELETE FROM secrets WHERE key_id = ANY ($1)", ids(secrets)));
});

test("INSERT … ON CONFLICT DO UPDATE is an update", async () => {
  const key = await insertKey();
  await refusedAfter([key], "DISABLED", () =>
    sql(
      `INSERT INTO keys (id, team_id, label, environment, scopes, allowed_ips, rate_limit, rate_window_seconds, created_by_name)
       SELECT id, team_id, label, environment, scopes, allowed_ips, rate_limit, rate_window_seconds, 'Ada' FROM keys WHERE id = $1
       ON CONFLICT (id) DO UPDATE SET disabled_at = now()`,
      key.keyId,
    ),
  );
});

test("UPDATE … FROM a table filled by COPY, and one inside a WITH", async () => {
  const [copied, inWith] = [await several(3), await insertKey()];
  await refusedAfter(copied, "REVOKED", () =>
    onOneConnection(async (client) => {
      await client.query("CREATE TEMP TABLE leaked (key_id uuid)");
      for (const id of ids(copied)) await client.query(`COPY leaked FROM PROGRAM 'echo ${id}'`);
      await client.query("UPDATE keys SET revoked_at = now() FROM leaked WHERE keys.id = leaked.key_id");
    }),
  );
  await refusedAfter([inWith], "REVOKED", () =>
    sql(
      "WITH gone AS (UPDATE keys SET revoked_at = now() WHERE id = $1 RETURNING id) SELECT count(*) FROM gone",
      inWith.keyId,
    ),
  );
});

test("COPY into a table tells as INSERT does: what a restore brings is read at once", async () => {
  const key = await insertKey();
  expect(await code(key)).toBe("VALID");
  const before = await sql("SELECT version FROM key_changes WHERE key_id = $1", key.keyId);
  const row = ["A00000000000", key.keyId, "h".repeat(32), "myapi", "aaaa", "2020-01-01"].join(",");
  const columns = "public_id, key_id, hash, prefix, last_four, ends_at";
  await sql(`COPY secrets (${columns}) FROM PROGRAM 'echo ${row}' WITH (FORMAT csv)`);
  const after = await sql("SELECT version FROM key_changes WHERE key_id = $1", key.keyId);
  expect(Number(after.rows[0].version)).toBe(Number(before.rows[0].version) + 1);
});

test("a secret that gets another key, another id or another hash is no longer what the cache says", async () => {
  const [moved, renamed, rehashed, revoked] = await several(4);
  if (!moved || !renamed || !rehashed || !revoked) throw new Error("no keys");
  await sql("UPDATE keys SET revoked_at = now() WHERE id = $1", revoked.keyId);
  await refusedAfter([moved], "REVOKED", async () => {
    await sql("DELETE FROM secrets WHERE key_id = $1", revoked.keyId);
    await sql("UPDATE secrets SET key_id = $2 WHERE public_id = $1", moved.secretId, revoked.keyId);
  });
  await refusedAfter([renamed], "NOT_FOUND", () =>
    sql("UPDATE secrets SET public_id = 'B00000000000' WHERE public_id = $1", renamed.secretId),
  );
  await refusedAfter([rehashed], "NOT_FOUND", () =>
    sql("UPDATE secrets SET hash = sha256(hash) WHERE public_id = $1", rehashed.secretId),
  );
});

test("a key that gets another id, and one whose team gets another id", async () => {
  const [renamed, other] = await several(2);
  if (!renamed || !other) throw new Error("no keys");
  const keyId = newId();
  expect(await codes([renamed, other])).toEqual(["VALID", "VALID"]);
  await sql("UPDATE keys SET id = $2 WHERE id = $1", renamed.keyId, keyId);
  await sql("UPDATE keys SET revoked_at = now() WHERE id = $1", keyId);
  const teamId = newId();
  await sql("UPDATE teams SET id = $2 WHERE id = $1", other.teamId, teamId);
  await heardByGateways();
  expect(await code(renamed)).toBe("REVOKED");
  await refusedAfter([other], "NOT_FOUND", () => sql("DELETE FROM teams WHERE id = $1", teamId));
});

test("a team's deletion takes all its keys, and several teams in one statement", async () => {
  const keys = (await Promise.all(Array.from({ length: 3 }, () => several(10, { teamId: newId() })))).flat();
  const teams = [...new Set(keys.map(({ teamId }) => teamId))];
  await refusedAfter(keys, "NOT_FOUND", () => sql("DELETE FROM teams WHERE id = ANY ($1)", teams));
});

test("a member's removal leaves the team its keys; keys revoked with the member are refused", async () => {
  const [kept, taken] = await several(2, { teamId: newId() });
  if (!kept || !taken) throw new Error("no keys");
  const member = await insertMember(kept.teamId);
  await sql("UPDATE keys SET created_by_id = $2 WHERE id = ANY ($1)", ids([kept, taken]), member);
  await refusedAfter([taken], "REVOKED", () =>
    onOneConnection(async (client) => {
      await client.query("BEGIN");
      await client.query("UPDATE keys SET revoked_at = now() WHERE created_by_id = $1 AND id = $2", [
        member,
        taken.keyId,
      ]);
      await client.query("DELETE FROM memberships WHERE user_id = $1", [member]);
      await client.query("DELETE FROM users WHERE id = $1", [member]);
      await client.query("COMMIT");
    }),
  );
  expect(await code(kept)).toBe("VALID");
});

test("changes behind a savepoint count, and those rolled back to one do not", async () => {
  const [released, undone] = await several(2);
  if (!released || !undone) throw new Error("no keys");
  expect(await code(undone)).toBe("VALID");
  await refusedAfter([released], "REVOKED", () =>
    onOneConnection(async (client) => {
      await client.query("BEGIN; SAVEPOINT one");
      await client.query("UPDATE keys SET revoked_at = now() WHERE id = $1", [released.keyId]);
      await client.query("RELEASE one; SAVEPOINT two");
      await client.query("UPDATE keys SET revoked_at = now() WHERE id = $1", [undone.keyId]);
      await client.query("ROLLBACK TO two; COMMIT");
    }),
  );
  expect(await code(undone)).toBe("VALID");
});

test("many changes in one transaction, of many keys and of one again and again, reach the gateway with the last state", async () => {
  const keys = await several(20);
  await refusedAfter(keys, "DISABLED", () =>
    onOneConnection(async (client) => {
      await client.query("BEGIN");
      for (let i = 0; i < 5; i++) {
        const disabledAt = i % 2 === 0 ? new Date() : null;
        await client.query("UPDATE keys SET disabled_at = $2 WHERE id = ANY ($1)", [ids(keys), disabledAt]);
      }
      await client.query("COMMIT");
    }),
  );
});

test("TRUNCATE of secrets, of keys and of teams", async () => {
  // Of teams as long as none has a trail, which keeps its team.
  for (const statement of ["TRUNCATE secrets CASCADE", "TRUNCATE keys CASCADE", "TRUNCATE teams CASCADE"]) {
    await refusedAfter(await several(3), "NOT_FOUND", () => sql(statement));
  }
  await refusedAfter(await several(3), "NOT_FOUND", () => sql("DELETE FROM teams"));
});

test("a session that writes as a replica does, which fires no ordinary triggers, tells the gateways all the same", async () => {
  const keys = await several(2);
  await refusedAfter(keys, "REVOKED", () =>
    onOneConnection(async (client) => {
      await client.query("SET session_replication_role = replica");
      await client.query("UPDATE keys SET revoked_at = now() WHERE id = ANY ($1)", [ids(keys)]);
      await client.query("RESET session_replication_role");
    }),
  );
});
