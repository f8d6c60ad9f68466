import { inspect } from "node:util";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { FRESH_MS } from "@/lib/auth/fresh-sign-in";
import { clock, setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import { toRefusal } from "@/lib/refusal";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { sealedVersions, setKeks, setStorageMode } from "@/lib/testing/storage";
import { forgetEndedSecrets } from "@/lib/vault/forget-ended-secrets";
import { forgetSealedSecrets } from "@/lib/vault/forget-sealed-secrets";
import { createKey } from "./create-key";
import { disableKey } from "./disable-key";
import { editKey } from "./edit-key";
import { endSecret } from "./end-secret";
import { retrievableSecrets } from "./retrievable-secrets";
import { revealSecret } from "./reveal-secret";
import { revokeKey } from "./revoke-key";
import { rotateKey } from "./rotate-key";

let owner: Actor;
let restore: (() => void) | undefined;
beforeAll(async () => {
  owner = await makeActor();
});
beforeEach(async () => {
  setKeks(1);
  await setStorageMode("retrievable");
  await pool().query("TRUNCATE sealed_secrets");
});
afterEach(() => {
  restore?.();
  restore = undefined;
});

const operator = { isOperator: true, userId: null, name: "Operator", ip: null, userAgent: null, requestId: "" };
const idIn = (secret: string): string => secret.split("_")[2] ?? "";
const make = async (actor = owner) => {
  const { key, secret } = await createKey(actor, keyInput());
  return { key, secret, keyId: key.id, secretId: idIn(secret) };
};
const isSealed = async (secret: string): Promise<boolean> => (await sealedVersions()).has(idIn(secret));
const reveals = (shownId: string) =>
  prisma().auditEvent.findMany({ where: { targetId: readId("key", shownId) ?? "", action: "key.reveal" } });
/** The same person at that moment, with a sign-in that is fresh then. */
const moment = (at: number): Actor => {
  restore?.();
  restore = setClock(() => at);
  return { ...owner, authenticatedAt: clock.now() };
};

test("in the retrievable mode a secret is shown again as it was made, and the trail says so", async () => {
  const { key, secret, keyId, secretId } = await make();
  const revealed = await revealSecret(owner, { keyId, secretId });
  expect(revealed).toEqual({ key, secret });
  const { key: rotated, secret: successor } = await rotateKey(owner, { keyId, graceSeconds: 3_600 });
  expect((await revealSecret(owner, { keyId, secretId: idIn(successor) })).secret).toBe(successor);
  expect((await revealSecret(owner, { keyId, secretId })).secret).toBe(secret);
  expect((await retrievableSecrets(owner, keyId)).sort()).toEqual(rotated.secrets.map(({ id }) => id).sort());
  await disableKey(owner, { keyId });
  expect((await revealSecret(owner, { keyId, secretId })).secret).toBe(secret);
  const events = await reveals(keyId);
  expect(events.map(({ after }) => after)).toEqual(
    [secretId, idIn(successor), secretId, secretId].map((shown) => ({ secret: shown })),
  );
  expect(events[0]).toMatchObject({ actorId: owner.id, ip: "198.51.100.7", before: null });
  expect(inspect(events, { depth: null })).not.toContain(secret.slice(-49));
});

test("by default nothing is sealed, and nobody can show a secret again", async () => {
  await setStorageMode("irretrievable");
  const { secret, keyId, secretId } = await make();
  expect(await isSealed(secret)).toBe(false);
  await expect(revealSecret(owner, { keyId, secretId })).rejects.toMatchObject({ code: "conflict" });
  // What was made before the mode was switched on stays a hash, and says so.
  await setStorageMode("retrievable");
  await expect(revealSecret(owner, { keyId, secretId })).rejects.toThrow(/only hashes were kept/);
  expect(await retrievableSecrets(owner, keyId)).toEqual([]);
});

test("a reveal takes the right to it and a fresh sign-in: an access token never has one", async () => {
  const developer = await makeActor("developer", owner);
  const viewer = await makeActor("viewer", owner);
  const theirs = await make();
  const own = await make(developer);
  const asked = (actor: Actor, { keyId, secretId } = theirs) =>
    revealSecret(actor, { keyId, secretId }).then(
      () => "shown",
      (error) => error.code,
    );
  expect(await asked({ ...owner, role: "admin" }, own)).toBe("shown");
  expect(await asked(developer, own)).toBe("shown");
  expect(await asked(developer)).toBe("forbidden");
  expect(await asked(viewer)).toBe("forbidden");
  expect(await asked({ ...owner, kind: "access_token", authenticatedAt: null })).toBe("fresh_sign_in_required");
  const at = (ago: number) => ({ ...owner, authenticatedAt: new Date(Date.now() - ago) });
  expect(await asked(at(FRESH_MS + 1))).toBe("fresh_sign_in_required");
  expect(await asked(at(FRESH_MS - 60_000))).toBe("shown");
  expect(await reveals(theirs.keyId)).toHaveLength(1);
});

test("a foreign key, a foreign secret and unknown ones answer alike, whoever is signed in how", async () => {
  const stranger = { ...(await makeActor()), authenticatedAt: null };
  const [mine, other] = [await make(), await make()];
  const unknown = mine.keyId.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  const refusals = [];
  for (const keyId of [mine.keyId, unknown, "key_", "'; --"]) {
    refusals.push(await revealSecret(stranger, { keyId, secretId: mine.secretId }).catch(String));
  }
  expect(new Set(refusals).size).toBe(1);
  for (const secretId of [other.secretId, "aaaaaaaaaaaa", ""]) {
    await expect(revealSecret(owner, { keyId: mine.keyId, secretId })).rejects.toThrow(/No such secret/);
  }
});

test("a secret that is ended by hand, by a rotation or with its key is forgotten in the same transaction", async () => {
  const [revoked, ended, replaced] = [await make(), await make(), await make()];
  await rotateKey(owner, { keyId: revoked.keyId, graceSeconds: 3_600 });
  await revokeKey(owner, { keyId: revoked.keyId });
  await rotateKey(owner, { keyId: ended.keyId, graceSeconds: 3_600 });
  expect(await isSealed(ended.secret)).toBe(true);
  await endSecret(owner, ended);
  await rotateKey(owner, { keyId: replaced.keyId, graceSeconds: 0 });
  for (const { secret, keyId, secretId } of [revoked, ended, replaced]) {
    expect(await isSealed(secret)).toBe(false);
    await expect(revealSecret(owner, { keyId, secretId })).rejects.toMatchObject({ code: "conflict" });
  }
  expect(await retrievableSecrets(owner, revoked.keyId)).toEqual([]);
  expect(await retrievableSecrets(owner, replaced.keyId)).toHaveLength(1);
});

test("what ends by time is refused at that moment, and forgotten by the worker; an expired key's secrets a month later", async () => {
  const [ending, expiring, left] = [await make(), await make(), await make()];
  const { key } = await rotateKey(owner, { keyId: ending.keyId, graceSeconds: 3_600 });
  const endsAt = Date.parse(key.secrets[1]?.endsAt ?? "");
  const expiresAt = new Date(Date.now() + 86_400_000);
  await editKey(owner, { keyId: expiring.keyId, expiresAt });
  expect((await revealSecret(moment(endsAt - 1), ending)).secret).toBe(ending.secret);
  await expect(revealSecret(moment(endsAt), ending)).rejects.toThrow(/has ended/);
  expect(await forgetEndedSecrets()).toBe(1);
  const expired = moment(expiresAt.getTime());
  await expect(revealSecret(expired, expiring)).rejects.toThrow(/is expired/);
  expect(await forgetEndedSecrets()).toBe(0);
  await pool().query("UPDATE keys SET revoked_at = now() WHERE id = $1", [readId("key", left.keyId)]);
  moment(expiresAt.getTime() + 30 * 86_400_000);
  expect(await forgetEndedSecrets()).toBe(2);
  expect([await isSealed(ending.secret), await isSealed(expiring.secret), await isSealed(left.secret)]).toEqual([
    false,
    false,
    false,
  ]);
});

test("envelopes that changed rows open nothing, and the answer blames nobody who asked", async () => {
  const [a, b] = [await make(), await make()];
  await pool().query(
    `UPDATE sealed_secrets e SET sealed = o.sealed FROM sealed_secrets o
     WHERE (e.public_id, o.public_id) IN (($1, $2), ($2, $1))`,
    [a.secretId, b.secretId],
  );
  for (const { keyId, secretId } of [a, b]) {
    const error = await revealSecret(owner, { keyId, secretId }).catch((thrown) => thrown);
    expect(toRefusal(error, "req_1")).toMatchObject({ code: "internal", message: expect.stringContaining("req_1") });
    expect(await reveals(keyId)).toEqual([]);
  }
});

test("without the key-encryption key a reveal, and in this mode a new key, is unavailable: named, and nothing done", async () => {
  const { keyId, secretId, secret } = await make();
  setKeks(2);
  const error = await revealSecret(owner, { keyId, secretId }).catch((thrown) => thrown);
  const refusal = toRefusal(error, "req_1");
  expect(refusal).toMatchObject({ code: "unavailable", retryAfterSeconds: 60 });
  expect(refusal.message).toContain("LATCHKEY_KEK lacks v1");
  expect(await reveals(keyId)).toEqual([]);
  setKeks();
  const before = await prisma().key.count();
  const refused = await createKey(owner, keyInput()).catch((thrown) => toRefusal(thrown, "req_1"));
  expect(refused).toMatchObject({ code: "unavailable", message: expect.stringContaining("LATCHKEY_KEK is not set") });
  expect(await prisma().key.count()).toBe(before);
  setKeks(1, 2);
  expect((await revealSecret(owner, { keyId, secretId })).secret).toBe(secret);
});

test("when the reveal cannot be put on the trail, the secret is not shown", async () => {
  const { keyId, secretId } = await make();
  await pool().query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no room'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse()`);
  try {
    await expect(revealSecret(owner, { keyId, secretId })).rejects.toThrow();
  } finally {
    await pool().query("DROP TRIGGER refuse ON audit_events; DROP FUNCTION refuse()");
  }
});

test("switched back while keys are made, every sealed form is forgotten, with an event in each team's trail", async () => {
  const other = await makeActor();
  const kept = [await make(), await make(other)];
  await expect(forgetSealedSecrets(operator)).rejects.toMatchObject({ code: "conflict" });
  await expect(forgetSealedSecrets({ ...operator, isOperator: false })).rejects.toMatchObject({ code: "forbidden" });
  const underWay = Array.from({ length: 12 }, () => make());
  await setStorageMode("irretrievable");
  const first = await forgetSealedSecrets(operator);
  const made = await Promise.all(underWay);
  expect(first.forgotten).toBeGreaterThanOrEqual(2);
  expect(await forgetSealedSecrets(operator)).toEqual({ forgotten: 0 });
  expect(await sealedVersions()).toEqual(new Map());
  const events = await prisma().auditEvent.findMany({ where: { action: "secret.forget" } });
  expect(new Set(events.map(({ teamId }) => teamId))).toEqual(new Set([owner.teamId, other.teamId]));
  const counts = events.map(({ after }) => (after as { secrets: number }).secrets);
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(first.forgotten);
  for (const { keyId, secretId } of [...kept, ...made]) {
    await expect(revealSecret(owner, { keyId, secretId })).rejects.toThrow();
  }
});

test("a sealed form that the mode no longer allows is not shown, though it is still there", async () => {
  const { keyId, secretId, secret } = await make();
  await setStorageMode("irretrievable");
  expect(await isSealed(secret)).toBe(true);
  await expect(revealSecret(owner, { keyId, secretId })).rejects.toThrow(/Only a hash/);
});

test("a switch back waits for the secrets that are being sealed, so that none is left that nobody forgets", async () => {
  const gate = await pool().connect();
  await gate.query("BEGIN; LOCK TABLE sealed_secrets IN SHARE MODE");
  const making = make();
  const waiting = async () =>
    (
      await gate.query(
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      )
    ).rows[0].n;
  await expect.poll(waiting, { interval: 5 }).toBe(1);
  let switched = false;
  const switching = setStorageMode("irretrievable").then(() => {
    switched = true;
  });
  await expect.poll(async () => switched || (await waiting()) === 2, { interval: 5 }).toBe(true);
  expect(switched).toBe(false);
  await gate.query("COMMIT");
  gate.release();
  const { secret } = await making;
  await switching;
  expect(await isSealed(secret)).toBe(true);
  expect(await forgetSealedSecrets(operator)).toEqual({ forgotten: 1 });
});
