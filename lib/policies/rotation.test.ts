import fc from "fast-check";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { inTransaction, prisma } from "@/lib/db/prisma";
import { newId, readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { disableKey } from "@/lib/keys/disable-key";
import { editKey } from "@/lib/keys/edit-key";
import { getKey } from "@/lib/keys/get-key";
import { listKeys } from "@/lib/keys/list-keys";
import { rotateKey } from "@/lib/keys/rotate-key";
import { rotateOldKey } from "@/lib/keys/rotate-old-key";
import { listKeysSchema } from "@/lib/keys/schema";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { insertKey } from "@/lib/testing/insert-key";
import { setProviderPolicy, setTeamPolicy } from "@/lib/testing/policies";
import { applyRotation } from "./apply-rotation";
import { type RotationRule, rotationOf } from "./rotation";

const DAY = 86_400_000;
let owner: Actor;
let now = 0;
let restore: () => void;
beforeEach(async () => {
  now = Date.now();
  restore = setClock(() => now);
  await setProviderPolicy();
  owner = await makeActor();
});
afterEach(() => restore());
afterAll(() => setProviderPolicy());

const versionOf = async (shownId: string): Promise<number> => {
  const { rows } = await pool().query("SELECT version FROM key_changes WHERE key_id = $1", [readId("key", shownId)]);
  return Number(rows[0].version);
};
const rotationIn = (days: number, rotationEnforced: boolean) => ({
  ...{ rotateBy: new Date(now + days * DAY).toISOString(), rotationEnforced },
});

test("create and rotate give the current secret its date, and an edit leaves it alone", async () => {
  await setTeamPolicy(owner, { rotateEveryDays: 60 });
  const { key } = await createKey(owner, keyInput());
  expect(key).toMatchObject(rotationIn(60, false));
  now += 10 * DAY;
  expect(await editKey(owner, { keyId: key.id, label: "Other" })).toMatchObject(rotationIn(50, false));
  const rotated = await rotateKey(owner, { keyId: key.id });
  expect(rotated.key).toMatchObject(rotationIn(60, false));
});

test("a policy that is set gives every key its date, notifies only keys that differ, and taken back takes the dates back", async () => {
  const { key } = await createKey(owner, keyInput());
  const foreign = await createKey(await makeActor(), keyInput());
  const versions = [await versionOf(key.id), await versionOf(foreign.key.id)];
  await setTeamPolicy(owner, { rotateEveryDays: 60 });
  expect(await getKey(owner, key.id)).toMatchObject(rotationIn(60, false));
  expect([await versionOf(key.id), await versionOf(foreign.key.id)]).toEqual([(versions[0] ?? 0) + 1, versions[1]]);
  await setTeamPolicy(owner, { rotateEveryDays: 60, maximumLifetimeDays: 400 });
  expect(await versionOf(key.id)).toBe((versions[0] ?? 0) + 1);
  await setTeamPolicy(owner);
  expect(await getKey(owner, key.id)).toMatchObject({ rotateBy: null, rotationEnforced: false });
});

test("a policy newly set or tightened ends no key within 30 days, however old its secret is", async () => {
  const { key } = await createKey(owner, keyInput());
  now += 200 * DAY;
  await setProviderPolicy({ rotateEveryDays: 90, overdueRotation: "warn" });
  expect(await getKey(owner, key.id)).toMatchObject({ ...rotationIn(-110, false), status: "active" });
  now += 10 * DAY;
  await setTeamPolicy(owner, { overdueRotation: "end" });
  expect(await getKey(owner, key.id)).toMatchObject({ ...rotationIn(30, true), status: "active" });
  now += 10 * DAY;
  await setTeamPolicy(owner, { overdueRotation: "end", rotateEveryDays: 30 });
  expect(await getKey(owner, key.id), "tightened again: no more time than it had").toMatchObject(rotationIn(20, true));
});

test("a key is accepted one millisecond before an enforced rotation and refused at it; the rotation cures it, and nothing else comes back", async () => {
  await setTeamPolicy(owner, { rotateEveryDays: 40, overdueRotation: "end" });
  const expiresAt = new Date(now + 300 * DAY);
  const { key } = await createKey(owner, keyInput({ expiresAt }));
  now += 39 * DAY;
  await rotateKey(owner, { keyId: key.id, graceSeconds: 30 * 86_400 });
  await setTeamPolicy(owner, { rotateEveryDays: 5, overdueRotation: "end" });
  now += 25 * DAY;
  // Its own deadline is 30 days after the policy was tightened; a raw row stands for one that is nearer.
  await prisma().key.update({ where: { id: readId("key", key.id) ?? "" }, data: { rotateBy: new Date(now) } });
  now -= 1;
  expect((await getKey(owner, key.id)).status).toBe("active");
  now += 1;
  const ended = await getKey(owner, key.id);
  expect([ended.status, ended.secrets.map(({ status }) => status)]).toEqual(["expired", ["current", "ending"]]);
  const { key: cured } = await rotateKey(owner, { keyId: key.id, graceSeconds: 86_400 });
  expect([cured.status, cured.expiresAt]).toEqual(["active", expiresAt.toISOString()]);
  expect(cured.secrets.map(({ status }) => status)).toEqual(["current", "ended", "ended"]);
});

test("a key past its own expiry is not cured by a rotation", async () => {
  await setTeamPolicy(owner, { rotateEveryDays: 10, overdueRotation: "end" });
  const { key } = await createKey(owner, keyInput({ expiresAt: new Date(now + 5 * DAY) }));
  now += 50 * DAY;
  await expect(rotateKey(owner, { keyId: key.id })).rejects.toThrow(/later expiry/);
  await editKey(owner, { keyId: key.id, expiresAt: new Date(now + 5 * DAY) });
  expect((await getKey(owner, key.id)).status).toBe("expired");
  expect((await rotateKey(owner, { keyId: key.id })).key.status).toBe("active");
});

test("a disabled key stays disabled while its rotation runs out and after it was rotated", async () => {
  await setTeamPolicy(owner, { rotateEveryDays: 40, overdueRotation: "end" });
  const { key } = await createKey(owner, keyInput());
  await disableKey(owner, { keyId: key.id });
  now += 41 * DAY;
  expect((await getKey(owner, key.id)).status).toBe("expired");
  expect((await rotateKey(owner, { keyId: key.id })).key.status).toBe("disabled");
});

test("a young secret is left alone, so that a job can run again and again; an old one is rotated once", async () => {
  const { key } = await createKey(owner, keyInput());
  const daily = () => rotateOldKey(owner, { keyId: key.id, ifSecretOlderThanSeconds: 30 * 86_400 });
  now += 30 * DAY - 1;
  expect(await daily()).toEqual({ rotated: false, key: await getKey(owner, key.id) });
  now += 1;
  const answers = await Promise.all([daily(), daily(), daily()]);
  expect(answers.map(({ rotated }) => rotated).sort()).toEqual([false, false, true]);
  expect((await getKey(owner, key.id)).secrets).toHaveLength(2);
});

test("keys are listed by their rotation: due within 30 days, and overdue, ended or not", async () => {
  await setTeamPolicy(owner, { rotateEveryDays: 60 });
  const make = async (label: string, daysAgo: number) => {
    now -= daysAgo * DAY;
    await createKey(owner, keyInput({ label }));
    now += daysAgo * DAY;
  };
  await make("fresh", 1);
  await make("due", 31);
  await make("overdue", 60);
  const labels = async (rotation: "due" | "overdue") =>
    (await listKeys(owner, listKeysSchema.parse({ rotation }))).keys.map(({ label }) => label);
  expect([await labels("due"), await labels("overdue")]).toEqual([["due"], ["overdue"]]);
  await setTeamPolicy(owner, { rotateEveryDays: 60, overdueRotation: "end" });
  now += 30 * DAY;
  const { keys } = await listKeys(
    owner,
    listKeysSchema.parse({ rotation: "overdue", sort: "label", direction: "asc" }),
  );
  expect(keys.map(({ label, status }) => [label, status])).toEqual([
    ["due", "expired"],
    ["overdue", "expired"],
  ]);
});

test("keys made while a policy is being set all have its date, whichever was first", async () => {
  const made = Array.from({ length: 12 }, (_, i) => createKey(owner, keyInput({ label: `key ${i}` })));
  await Promise.all([...made.slice(0, 6), setTeamPolicy(owner, { rotateEveryDays: 60 }), ...made.slice(6)]);
  const { keys } = await listKeys(owner, listKeysSchema.parse({}));
  expect(keys.map(({ rotateBy }) => rotateBy)).toEqual(keys.map(() => new Date(now + 60 * DAY).toISOString()));
});

test("the statement that dates all keys and the pure rule agree", async () => {
  const { teamId } = owner;
  const ids = Array.from({ length: 40 }, newId);
  for (const keyId of ids) await insertKey({ teamId, keyId });
  const moment = fc.integer({ min: -500 * DAY, max: 0 }).map((offset) => new Date(now + offset));
  const rule = <T>(overdue: fc.Arbitrary<T>) =>
    fc.record({
      rotateEveryDays: fc.option(fc.integer({ min: 1, max: 400 })),
      overdueRotation: overdue,
      rotationSince: fc.option(moment),
    });
  const provider = rule(fc.constantFrom("warn" as const, "end" as const));
  const team = fc.option(rule(fc.constantFrom("warn" as const, "end" as const, null)));
  const held = fc.oneof(
    fc.constant({ rotateBy: null, rotationEnforced: false }),
    fc.record({ rotateBy: moment, rotationEnforced: fc.boolean() }),
  );
  const facts = fc.array(fc.record({ createdAt: moment, held }), { minLength: ids.length, maxLength: ids.length });
  await fc.assert(
    fc.asyncProperty(provider, team, facts, async (ofProvider, ofTeam, keys) => {
      const column = <T>(of: (key: (typeof keys)[number]) => T): T[] => keys.map(of);
      await pool().query(
        `WITH f AS (SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::boolean[]) AS f (id, made, by, enforced)),
         s AS (UPDATE secrets SET created_at = f.made FROM f WHERE key_id = f.id)
         UPDATE keys SET rotate_by = f.by, rotation_enforced = f.enforced FROM f WHERE keys.id = f.id`,
        [
          ids,
          column(({ createdAt }) => createdAt),
          column((key) => key.held.rotateBy),
          column((key) => key.held.rotationEnforced),
        ],
      );
      await prisma().deployment.update({ where: { id: 1 }, data: ofProvider });
      await prisma().teamPolicy.deleteMany({ where: { teamId } });
      if (ofTeam) await prisma().teamPolicy.create({ data: { teamId, ...ofTeam } });
      await inTransaction((tx) => applyRotation(tx, teamId));
      const stored = await prisma().key.findMany({
        where: { teamId },
        select: { id: true, rotateBy: true, rotationEnforced: true },
      });
      const rules: RotationRule[] = ofTeam ? [ofProvider, ofTeam] : [ofProvider];
      expect(new Map(stored.map(({ id, ...rotation }) => [id, rotation]))).toEqual(
        new Map(keys.map((key, i) => [ids[i], rotationOf(key.createdAt, rules, key.held)])),
      );
    }),
    { numRuns: 25 },
  );
});

test("10,000 keys get their dates within a transaction's time", async () => {
  await pool().query(
    `WITH made AS (
       INSERT INTO keys (id, team_id, label, environment, scopes, allowed_ips, rate_limit, rate_window_seconds, created_by_name)
       SELECT gen_random_uuid(), $1, 'key ' || n, 'live', '{read}', '{}', 100, 60, 'Ada' FROM generate_series(1, 10000) AS n
       RETURNING id
     )
     INSERT INTO secrets (public_id, key_id, hash, prefix, last_four)
     SELECT 'p' || lpad((row_number() OVER ())::text, 11, '0'), id, sha256(id::text::bytea), 'myapi', 'abcd' FROM made`,
    [owner.teamId],
  );
  const before = performance.now();
  await setTeamPolicy(owner, { rotateEveryDays: 60, overdueRotation: "end" });
  // Far above what it takes, so that a busy machine does not fail it.
  expect(performance.now() - before).toBeLessThan(20_000);
  const { rows } = await pool().query("SELECT count(*)::int AS n FROM keys WHERE team_id = $1 AND rotation_enforced", [
    owner.teamId,
  ]);
  expect(rows).toEqual([{ n: 10_000 }]);
});
