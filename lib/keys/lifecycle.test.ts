import { afterEach, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { createKey } from "./create-key";
import { disableKey } from "./disable-key";
import { editKey } from "./edit-key";
import { enableKey } from "./enable-key";
import { endSecret } from "./end-secret";
import { getKey } from "./get-key";
import { listKeys } from "./list-keys";
import { revokeKey } from "./revoke-key";
import { rotateKey } from "./rotate-key";
import { listKeysSchema } from "./schema";
import { keyStatus, secretStatus } from "./status";

let owner: Actor;
let restore: (() => void) | undefined;
beforeAll(async () => {
  owner = await makeActor();
});
afterEach(() => restore?.());

const at = (ms: number): void => {
  restore?.();
  restore = setClock(() => ms);
};
const auditOf = (shownId: string) =>
  prisma().auditEvent.findMany({ where: { targetId: readId("key", shownId) ?? "" }, orderBy: { at: "asc" } });

test("invariant 1: badge, filter and rule derive the same status from the same facts", async () => {
  const now = Date.now();
  const hour = 3_600_000;
  const facts = [null, -hour, 0, hour].flatMap((expires) =>
    [null, -hour].flatMap((disabled) =>
      [null, -hour].flatMap((revoked) =>
        (
          [
            [null, false],
            [-hour, false],
            [-1, true],
            [0, true],
            [hour, true],
          ] as const
        ).map(([rotate, enforced]) => ({
          ...{ expires, disabled, revoked, rotate, enforced },
        })),
      ),
    ),
  );
  const actor = await makeActor();
  const moment = (offset: number | null): Date | null => (offset === null ? null : new Date(now + offset));
  const expected = new Map<string, string>();
  for (const { expires, disabled, revoked, rotate, enforced } of facts) {
    const { key } = await createKey(actor, keyInput());
    const state = {
      ...{ expiresAt: moment(expires), disabledAt: moment(disabled), revokedAt: moment(revoked) },
      ...{ rotateBy: moment(rotate), rotationEnforced: enforced },
    };
    await prisma().key.update({
      where: { id: readId("key", key.id) ?? "" },
      data: { ...state, createdAt: new Date(now - 2 * hour) },
    });
    expected.set(key.id, keyStatus(state, now));
  }
  at(now);
  for (const status of ["active", "disabled", "expired", "revoked"] as const) {
    const { keys } = await listKeys(actor, listKeysSchema.parse({ status, limit: 200 }));
    const wanted = [...expected].filter(([, s]) => s === status).map(([id]) => id);
    expect(keys.map((key) => key.id).sort()).toEqual(wanted.sort());
    expect(keys.every((key) => key.status === status)).toBe(true);
  }
});

test("invariant 2: a key is active one millisecond before its expiry and expired at it, without any job", async () => {
  const expiresAt = new Date(Date.now() + 86_400_000);
  const { key } = await createKey(owner, keyInput({ expiresAt }));
  at(expiresAt.getTime() - 1);
  expect((await getKey(owner, key.id)).status).toBe("active");
  at(expiresAt.getTime());
  expect((await getKey(owner, key.id)).status).toBe("expired");
});

test("invariant 3: a revoked key never returns, by no verb and by no SQL, and stays listed", async () => {
  const { key } = await createKey(owner, keyInput());
  await revokeKey(owner, { keyId: key.id, reason: "leaked in a log" });
  await expect(enableKey(owner, { keyId: key.id })).rejects.toMatchObject({ code: "conflict" });
  await expect(rotateKey(owner, { keyId: key.id, graceSeconds: 0 })).rejects.toMatchObject({ code: "conflict" });
  await expect(editKey(owner, { keyId: key.id, label: "back" })).rejects.toMatchObject({ code: "conflict" });
  const id = readId("key", key.id);
  await expect(pool().query("UPDATE keys SET revoked_at = NULL WHERE id = $1", [id])).rejects.toThrow(/stays revoked/);
  const { keys } = await listKeys(owner, listKeysSchema.parse({ status: "revoked" }));
  expect(keys.map((listed) => [listed.id, listed.revokeReason])).toContainEqual([key.id, "leaked in a log"]);
});

test("invariant 3: a disabled key returns when it is enabled", async () => {
  const { key } = await createKey(owner, keyInput());
  expect((await disableKey(owner, { keyId: key.id })).status).toBe("disabled");
  expect((await enableKey(owner, { keyId: key.id })).status).toBe("active");
});

test("invariants 4 and 5: every change of a key or its secrets, by raw SQL too, notifies at commit with a higher version", async () => {
  const { key } = await createKey(owner, keyInput());
  const id = readId("key", key.id);
  const listener = await pool().connect();
  const heard: string[] = [];
  listener.on("notification", ({ payload }) => payload && heard.push(payload));
  await listener.query("LISTEN latchkey");
  const version = async (): Promise<number> =>
    Number((await pool().query("SELECT version FROM key_changes WHERE key_id = $1", [id])).rows[0]?.version);
  let last = await version();
  for (const statement of [
    "UPDATE keys SET disabled_at = now() WHERE id = $1",
    "UPDATE secrets SET ends_at = now() + interval '1 hour' WHERE key_id = $1",
    "UPDATE keys SET revoked_at = now() WHERE team_id = (SELECT team_id FROM keys WHERE id = $1) AND revoked_at IS NULL",
    "DELETE FROM secrets WHERE key_id = $1",
    "DELETE FROM keys WHERE id = $1",
  ]) {
    await pool().query(statement, [id]);
    const next = await version();
    expect(next, statement).toBeGreaterThan(last);
    last = next;
    // A round trip on the listening connection: what was notified before it has arrived.
    await listener.query("SELECT 1");
    expect(heard, statement).toContain(`key:${id}:${next}`);
  }
  await listener.query("UNLISTEN *");
  listener.release();
});

test("invariant 6: rotating never lengthens a key's life, and the policy stays with the key", async () => {
  const expiresAt = new Date(Date.now() + 3_600_000);
  const { key } = await createKey(
    owner,
    keyInput({ expiresAt, scopes: ["read", "write"], allowedIps: ["10.0.0.0/8"] }),
  );
  const { key: rotated } = await rotateKey(owner, { keyId: key.id, graceSeconds: 30 * 86_400 });
  expect(rotated.expiresAt).toBe(expiresAt.toISOString());
  expect(rotated.secrets.map((secret) => secret.endsAt)).toEqual([null, expiresAt.toISOString()]);
  expect([rotated.id, rotated.scopes, rotated.allowedIps]).toEqual([key.id, ["read", "write"], ["10.0.0.0/8"]]);
});

test("invariant 6: an expiry moved earlier takes the end of a secret in its grace with it", async () => {
  const { key } = await createKey(owner, keyInput());
  await rotateKey(owner, { keyId: key.id, graceSeconds: 30 * 86_400 });
  const expiresAt = new Date(Date.now() + 3_600_000);
  const edited = await editKey(owner, { keyId: key.id, expiresAt });
  expect(edited.secrets.map((secret) => secret.endsAt)).toEqual([null, expiresAt.toISOString()]);
});

test("invariant 7: every mutation writes its audit event, and none when it changes nothing or fails", async () => {
  const { key } = await createKey(owner, keyInput());
  await editKey(owner, { keyId: key.id, label: "Renamed" });
  await editKey(owner, { keyId: key.id, label: "Renamed" });
  const { key: rotated } = await rotateKey(owner, { keyId: key.id, graceSeconds: 3_600 });
  await endSecret(owner, { keyId: key.id, secretId: rotated.secrets[1]?.id ?? "" });
  await disableKey(owner, { keyId: key.id });
  await enableKey(owner, { keyId: key.id });
  await expect(editKey(owner, { keyId: key.id, scopes: ["nonsense"] })).rejects.toMatchObject({ code: "invalid" });
  await revokeKey(owner, { keyId: key.id });
  await revokeKey(owner, { keyId: key.id });
  const events = await auditOf(key.id);
  expect(events.map((event) => event.action)).toEqual([
    "key.create",
    "key.edit",
    "key.rotate",
    "secret.end",
    "key.disable",
    "key.enable",
    "key.revoke",
  ]);
  expect(events[1]).toMatchObject({
    before: { label: "Production - Payment Service" },
    after: { label: "Renamed" },
    ip: "198.51.100.7",
  });
});

test("invariant 7: when the audit event cannot be written, the mutation does not happen", async () => {
  const { key } = await createKey(owner, keyInput());
  await pool().query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no room'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse()`);
  try {
    await expect(revokeKey(owner, { keyId: key.id })).rejects.toThrow();
    expect((await getKey(owner, key.id)).status).toBe("active");
  } finally {
    await pool().query("DROP TRIGGER refuse ON audit_events; DROP FUNCTION refuse()");
  }
});

test("the audit trail refuses update, delete and truncate", async () => {
  await createKey(owner, keyInput());
  for (const statement of [
    "UPDATE audit_events SET actor_name = 'x'",
    "DELETE FROM audit_events",
    "TRUNCATE audit_events",
  ]) {
    await expect(pool().query(statement), statement).rejects.toThrow(/append-only/);
  }
});

test("100 concurrent rotations make one successor each in turn, no orphan", async () => {
  const { key, secret } = await createKey(owner, keyInput());
  const made = await Promise.all(
    Array.from({ length: 100 }, () => rotateKey(owner, { keyId: key.id, graceSeconds: 86_400 })),
  );
  expect(new Set([secret, ...made.map((rotated) => rotated.secret)]).size).toBe(101);
  const rows = await prisma().secret.findMany({ where: { keyId: readId("key", key.id) ?? "" } });
  expect(rows).toHaveLength(101);
  expect(rows.filter((row) => row.endsAt === null)).toHaveLength(1);
  const successor = new Map(rows.map((row) => [row.replaces, row.publicId]));
  let steps = 0;
  for (let at: string | undefined = successor.get(null); at !== undefined; at = successor.get(at)) steps++;
  expect(steps).toBe(101);
});

test("rotate with grace 0 ends the old secret at once; ending the current one is refused", async () => {
  const { key } = await createKey(owner, keyInput());
  const { key: rotated } = await rotateKey(owner, { keyId: key.id, graceSeconds: 0 });
  expect(rotated.secrets.map((secret) => secret.status)).toEqual(["current", "ended"]);
  await expect(endSecret(owner, { keyId: key.id, secretId: rotated.secrets[0]?.id ?? "" })).rejects.toMatchObject({
    code: "conflict",
  });
  expect(secretStatus({ endsAt: new Date(5) }, 4)).toBe("ending");
  expect(secretStatus({ endsAt: new Date(5) }, 5)).toBe("ended");
});

test("only the hash of a secret is stored, and it is the SHA-256 of the whole string", async () => {
  const { secret } = await createKey(owner, keyInput());
  const { createHash } = await import("node:crypto");
  const row = await prisma().secret.findUniqueOrThrow({ where: { publicId: secret.split("_")[2] ?? "" } });
  expect(Buffer.from(row.hash).equals(createHash("sha256").update(secret).digest())).toBe(true);
  const tables = await pool().query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
  for (const { table_name } of tables.rows) {
    const { rows } = await pool().query(`SELECT count(*)::int AS n FROM "${table_name}" t WHERE t::text LIKE $1`, [
      `%${secret.slice(-49)}%`,
    ]);
    expect(rows[0].n, table_name).toBe(0);
  }
});
