import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { disableKey } from "@/lib/keys/disable-key";
import { editKey } from "@/lib/keys/edit-key";
import { revokeKey } from "@/lib/keys/revoke-key";
import { rotateKey } from "@/lib/keys/rotate-key";
import type { CreateKeyInput } from "@/lib/keys/schema";
import type { KeyView } from "@/lib/keys/view";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { addScopeUses } from "@/lib/usage/scope-uses";
import { reviewKeys } from "./review-keys";
import { reviewKeysSchema } from "./schema";

const DAY = 86_400_000;
let owner: Actor;
let restore: () => void;
let now = 0;
const at = (daysAgo: number): void => {
  restore?.();
  restore = setClock(() => now - daysAgo * DAY);
};
beforeEach(async () => {
  now = Date.now();
  owner = await makeActor();
});
afterEach(() => restore?.());

/** A key that was made some days ago, and used when it is said. */
async function makeKey(daysAgo: number, lastUsed: number | null, more: Partial<CreateKeyInput> = {}, by = owner) {
  at(daysAgo);
  const { key } = await createKey(by, keyInput({ expiresAt: new Date(now + 10 * DAY), ...more }));
  if (lastUsed !== null) await use(key, lastUsed);
  at(0);
  return key;
}
const use = (key: KeyView, daysAgo: number) =>
  pool().query("INSERT INTO secret_last_uses (public_id, at) VALUES ($1, $2)", [
    key.secrets[0]?.id,
    new Date(now - daysAgo * DAY),
  ]);
async function ask(key: KeyView, scope: string, ...daysAgo: number[]) {
  const keyId = readId("key", key.id) ?? "";
  const client = await pool().connect();
  await addScopeUses(
    client,
    daysAgo.map((days) => ({ keyId, scope, at: now - days * DAY })),
  );
  client.release();
}
const review = (more: object = {}, actor = owner) =>
  reviewKeys(actor, reviewKeysSchema.parse({ environment: "live", ...more }));

test("each key is found for what is wrong with it, and a key in order is not", async () => {
  await makeKey(60, 0.1, { label: "in order" });
  await makeKey(60, null, { label: "never used" });
  await makeKey(1, null, { label: "new" });
  await makeKey(60, 35, { label: "idle" });
  await makeKey(120, 95, { label: "long idle" });
  await makeKey(60, 1, { label: "no end", expiresAt: null });
  await makeKey(200, 1, { label: "old secret" });
  await makeKey(60, 1, { label: "admin", scopes: ["admin"] });
  const { rows, counts, flagged, reviewed } = await review();
  expect(rows.map(({ key, findings }) => [key.label, findings.map(({ kind }) => kind).join(" ")])).toEqual([
    ["never used", "never-used"],
    ["long idle", "idle-90"],
    ["idle", "idle-30"],
    ["old secret", "old-secret"],
    ["admin", "broad-scopes"],
    ["no end", "no-expiry"],
  ]);
  expect({ flagged, reviewed }).toEqual({ flagged: 6, reviewed: 8 });
  expect(counts).toEqual({
    "never-used": 1,
    "idle-90": 1,
    "idle-30": 1,
    "creator-left": 0,
    "old-secret": 1,
    "no-allow-list": 0,
    "broad-scopes": 1,
    "no-expiry": 1,
  });
});

test("revoked and expired keys, and the other environment's, are not reviewed", async () => {
  await revokeKey(owner, { keyId: (await makeKey(60, null)).id });
  await makeKey(60, null, { expiresAt: new Date(now - DAY) });
  await makeKey(60, null, { environment: "test" });
  expect((await review()).reviewed).toBe(0);
  expect((await review({ environment: "test" })).counts["never-used"]).toBe(1);
});

test("a disabled key is no longer called idle until it has been so for 90 days", async () => {
  await disableKey(owner, { keyId: (await makeKey(60, 35)).id });
  expect((await review()).flagged).toBe(0);
});

test("a creator who left is found, until somebody who stayed has rotated the key", async () => {
  const leaver = await makeActor("developer", owner);
  const key = await makeKey(60, 1, {}, leaver);
  expect((await review()).flagged).toBe(0);
  await rotateKey(leaver, { keyId: key.id, graceSeconds: 0 });
  await prisma().membership.deleteMany({ where: { userId: leaver.userId } });
  expect((await review()).rows[0]?.findings[0]).toMatchObject({
    kind: "creator-left",
    act: "rotate",
    reason: `${leaver.name} made it, has left the team, and may still hold its secret.`,
  });
  await rotateKey(owner, { keyId: key.id, graceSeconds: 0 });
  expect((await review()).counts["creator-left"]).toBe(0);
});

test("a creator whose account is gone has left too", async () => {
  const leaver = await makeActor("developer", owner);
  await makeKey(60, 1, {}, leaver);
  await prisma().user.delete({ where: { id: leaver.userId } });
  expect((await review()).counts["creator-left"]).toBe(1);
});

test("scopes are called unused only when that is known, and not while they are new to the key", async () => {
  const key = await makeKey(150, 0.1, { scopes: ["read", "write"] });
  expect((await review()).counts["broad-scopes"]).toBe(0);
  await ask(key, "read", 140, 0.1);
  expect((await review()).rows[0]?.findings[0]).toMatchObject({
    kind: "broad-scopes",
    reason: "Holds write, not asked for in 90 days.",
    act: "drop-scopes",
  });
  at(10);
  await editKey(owner, { keyId: key.id, scopes: ["read"] });
  await editKey(owner, { keyId: key.id, scopes: ["read", "write"] });
  at(0);
  expect((await review()).counts["broad-scopes"]).toBe(0);
});

test("filtered by a finding, it comes first on every row, longest unused key first", async () => {
  await makeKey(60, 31, { label: "a", expiresAt: null });
  await makeKey(60, 50, { label: "b", expiresAt: null });
  await makeKey(60, null, { label: "c" });
  const { rows, total } = await review({ finding: "no-expiry" });
  expect(rows.map(({ key, findings }) => [key.label, findings.map(({ kind }) => kind)])).toEqual([
    ["b", ["no-expiry", "idle-30"]],
    ["a", ["no-expiry", "idle-30"]],
  ]);
  expect(total).toBe(2);
});

test("who may only read sees the sheet and may act on nothing; a developer may act on their own keys", async () => {
  const developer = await makeActor("developer", owner);
  const own = await makeKey(60, null, {}, developer);
  await makeKey(60, null);
  const viewer = await makeActor("viewer", owner);
  expect(await review({}, viewer)).toMatchObject({ flagged: 2, actable: [] });
  expect(await review({}, developer)).toMatchObject({ flagged: 2, actable: [own.id] });
  expect((await review()).actable).toHaveLength(2);
});

test("a foreign team's keys are never in it", async () => {
  await makeKey(60, null);
  expect(await review({}, await makeActor())).toMatchObject({ reviewed: 0, flagged: 0, rows: [], actable: [] });
});

test("10,000 keys are reviewed in a moment, a page at a time", async () => {
  const { rows: made } = await pool().query<{ id: string }>(
    `INSERT INTO keys (id, team_id, label, environment, scopes, allowed_ips, rate_limit, rate_window_seconds, created_by_id, created_by_name, created_at)
     SELECT gen_random_uuid(), $1, 'key ' || n, 'live', '{read,write}', '{}', 100, 60, $2, 'Ada', now() - interval '100 days'
     FROM generate_series(1, 10000) AS n RETURNING id`,
    [owner.teamId, owner.userId],
  );
  const ids = made.map(({ id }) => id);
  await pool().query(
    `INSERT INTO secrets (public_id, key_id, hash, prefix, last_four, created_at)
     SELECT lpad(n::text, 12, '0'), id, sha256(id::text::bytea), 'myapi', 'abcd', now() - interval '100 days'
     FROM unnest($1::uuid[]) WITH ORDINALITY AS t (id, n)`,
    [ids],
  );
  await pool().query(
    `INSERT INTO secret_last_uses (public_id, at)
     SELECT lpad(n::text, 12, '0'), now() - n * interval '12 minutes' FROM generate_series(1, 9000) AS n`,
  );
  await pool().query(
    `INSERT INTO key_scope_uses SELECT id, 'read', now() - interval '95 days', now() - interval '1 day' FROM unnest($1::uuid[]) AS id`,
    [ids],
  );
  await pool().query("ANALYZE");
  await review();
  const before = performance.now();
  const first = await review();
  const took = performance.now() - before;
  expect(first).toMatchObject({ reviewed: 10_000, flagged: 10_000, total: 10_000, pages: 200 });
  expect(first.counts["never-used"]).toBe(1_000);
  expect(first.counts["broad-scopes"]).toBe(10_000);
  expect(first.rows).toHaveLength(50);
  // Far above what it takes, so that a busy machine does not fail it: a query for each key would take many times as long.
  expect(took).toBeLessThan(3_000);
  const seen = new Set<string>();
  for (const page of [1, 2, 200]) for (const { key } of (await review({ page })).rows) seen.add(key.id);
  expect(seen.size).toBe(150);
});
