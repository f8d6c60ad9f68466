import { createHash, randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { verifyNewest } from "@/lib/audit/verify-trail";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/db/pool";
import { makeActor } from "@/lib/testing/fixtures";
import { generateKey } from "../format";
import { getKey } from "../get-key";
import { listKeys } from "../list-keys";
import { revokeKey } from "../revoke-key";
import { rotateKey } from "../rotate-key";
import { listKeysSchema } from "../schema";
import { importKeys } from "./import-keys";
import { readLine } from "./read-line";

const sha256 = (secret: string): string => createHash("sha256").update(secret).digest("hex");
const someSecret = (): string => `sk_live_${randomBytes(18).toString("base64url")}`;
const line = (secret: string, more: object = {}) => ({
  ...{ hash: sha256(secret), label: "Old key", environment: "live", scopes: ["read"] },
  ...more,
});
const ask = (actor: Actor, keys: object[], how: { dryRun?: boolean; skipInvalid?: boolean } = {}) =>
  importKeys(actor, {
    lines: keys.map((given, i) => readLine({ line: i + 1, given })),
    ...{ dryRun: false, skipInvalid: false, ...how },
  });
const keysOf = async ({ teamId }: Actor): Promise<number> =>
  (await pool().query<{ n: number }>("SELECT count(*)::int AS n FROM keys WHERE team_id = $1", [teamId])).rows[0]?.n ??
  -1;

let owner: Actor;
beforeAll(async () => {
  owner = await makeActor("owner");
});

test("an imported key has what was asked for, is shown by what its importer told, and can be searched by its secret", async () => {
  const secret = someSecret();
  const given = {
    ...{ prefix: "sk_live_", lastFour: secret.slice(-4), createdAt: "2021-03-04T05:06:07Z", externalId: "cus_1" },
    ...{ allowedIps: ["10.1.2.3/8"], rateLimit: { limit: 7, windowSeconds: 30 }, metadata: { plan: "pro" }, note: "a" },
    expiresAt: "2099-01-01T00:00:00Z",
  };
  const base64 = Buffer.from(sha256(secret), "hex").toString("base64url");
  const report = await ask(owner, [line(secret, { ...given, hash: base64 }), line(someSecret())]);
  expect(report).toMatchObject({ imported: 2, existing: 0, invalid: 0 });
  const key = await getKey(owner, report.lines[0]?.keyId ?? "");
  expect(key).toMatchObject({
    ...{ label: "Old key", scopes: ["read"], allowedIps: ["10.0.0.0/8"], rateLimit: given.rateLimit, note: "a" },
    ...{ metadata: { plan: "pro", externalId: "cus_1" }, expiresAt: "2099-01-01T00:00:00.000Z", status: "active" },
    masked: `sk_live_****${secret.slice(-4)}`,
    createdBy: { name: owner.name },
  });
  expect(key.secrets[0]).toMatchObject({ imported: true, madeAt: "2021-03-04T05:06:07.000Z", status: "current" });
  expect((await getKey(owner, report.lines[1]?.keyId ?? "")).masked).toBe("****");
  const found = await listKeys(owner, listKeysSchema.parse({ q: secret }));
  expect(found.keys.map(({ id }) => id)).toEqual([key.id]);
  // Also one that has our own form, since another deployment made it.
  const ours = generateKey("myapi", "live").plaintext;
  const [made] = (await ask(owner, [line(ours)])).lines;
  expect((await listKeys(owner, listKeysSchema.parse({ q: ours }))).keys.map(({ id }) => id)).toEqual([made?.keyId]);
});

test("a dry run says what would become of each key and writes nothing", async () => {
  const actor = await makeActor("admin");
  const secret = someSecret();
  const keys = [line(secret), line(secret), line(someSecret(), { scopes: ["nope"], label: "" })];
  const report = await ask(actor, keys, { dryRun: true });
  expect(report).toMatchObject({ dryRun: true, imported: 1, existing: 1, invalid: 1 });
  expect(report.lines[1]?.problems[0]?.message).toContain("Line 1");
  expect(await keysOf(actor)).toBe(0);
});

test("nothing is written when one key is wrong, unless what is wrong is to be left out; each field is named", async () => {
  const actor = await makeActor("owner");
  const keys = [
    line(someSecret()),
    line(someSecret(), { hash: "my-plain-secret", nonsense: 1 }),
    line(someSecret(), { scopes: ["nope"], expiresAt: "2020-01-01T00:00:00Z", createdAt: "2999-01-01T00:00:00Z" }),
  ];
  await expect(ask(actor, keys)).rejects.toMatchObject({
    code: "invalid",
    fieldErrors: { "keys.1.hash": expect.any(String), "keys.1.nonsense": "There is no such field." },
  });
  expect(await keysOf(actor)).toBe(0);
  const report = await ask(actor, keys, { skipInvalid: true });
  expect(report).toMatchObject({ imported: 1, invalid: 2 });
  expect(report.lines[2]?.problems.map(({ field }) => field)).toEqual(["scopes", "expiresAt", "createdAt"]);
  expect(JSON.stringify(report)).not.toContain("my-plain-secret");
  expect(await keysOf(actor)).toBe(1);
});

test("the same import again changes nothing, and brings no revoked key back", async () => {
  const secret = someSecret();
  const [first] = (await ask(owner, [line(secret)])).lines;
  await revokeKey(owner, { keyId: first?.keyId ?? "" });
  const again = await ask(owner, [line(secret, { label: "Another label" })]);
  expect(again).toMatchObject({ imported: 0, existing: 1, lines: [{ outcome: "exists", keyId: first?.keyId }] });
  expect((await getKey(owner, first?.keyId ?? "")).status).toBe("revoked");
});

test("a hash of another team is refused, and nothing is said of whose it is", async () => {
  const secret = someSecret();
  const [foreign] = (await ask(await makeActor("owner"), [line(secret)])).lines;
  const report = await ask(owner, [line(secret)], { dryRun: true });
  expect(report.lines[0]).toMatchObject({ outcome: "invalid", keyId: null });
  expect(JSON.stringify(report)).not.toContain(foreign?.keyId);
});

test("two imports of the same keys at once make each once", async () => {
  const actor = await makeActor("owner");
  const keys = Array.from({ length: 20 }, () => line(someSecret()));
  const reports = await Promise.all(Array.from({ length: 4 }, () => ask(actor, keys)));
  expect(reports.map(({ imported }) => imported).sort((a, b) => a - b)).toEqual([0, 0, 0, 20]);
  expect(await keysOf(actor)).toBe(20);
});

test("owners and admins import, nobody else", async () => {
  for (const role of ["developer", "viewer"] as const) {
    await expect(ask(await makeActor(role, owner), [line(someSecret())])).rejects.toMatchObject({ code: "forbidden" });
  }
  expect(await ask(await makeActor("admin", owner), [line(someSecret())])).toMatchObject({ imported: 1 });
});

test("a batch is one event of the trail, which names its range and digest, and no hash", async () => {
  const actor = await makeActor("owner");
  const keys = [line(someSecret()), line(someSecret())];
  const { lines } = await ask(actor, keys);
  const { rows } = await pool().query("SELECT action, after FROM audit_events WHERE team_id = $1", [actor.teamId]);
  expect(rows).toEqual([
    {
      action: "key.import",
      after: {
        keys: 2,
        first: lines[0]?.keyId,
        last: lines[1]?.keyId,
        sha256: sha256(lines.map((l) => l.keyId).join("\n")),
      },
    },
  ]);
  expect((await verifyNewest(actor)).trouble).toBeNull();
});

test("a rotation gives an imported key a secret of our form; the imported one ends after its grace", async () => {
  const [{ keyId = null } = {}] = (await ask(owner, [line(someSecret(), { prefix: "old_" })])).lines;
  const { key, secret } = await rotateKey(owner, { keyId: keyId ?? "", graceSeconds: 60 });
  expect(secret).toMatch(/^myapi_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$/);
  expect(key.secrets.map(({ imported, status, masked }) => ({ imported, status, masked }))).toEqual([
    { imported: false, status: "current", masked: `myapi_live_****${secret.slice(-4)}` },
    { imported: true, status: "ending", masked: "old_****" },
  ]);
});
