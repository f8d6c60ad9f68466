import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/db/pool";
import { generateKey } from "@/lib/keys/format";
import { importKeys } from "@/lib/keys/import/import-keys";
import { readLine } from "@/lib/keys/import/read-line";
import { revokeKey } from "@/lib/keys/revoke-key";
import { rotateKey } from "@/lib/keys/rotate-key";
import { makeActor } from "@/lib/testing/fixtures";
import { type Answer, startTestGateway, type TestGateway } from "../testing/start-test-gateway";

let gateway: TestGateway;
let owner: Actor;
beforeAll(async () => {
  gateway = await startTestGateway();
  owner = await makeActor("owner");
  // Its service token is looked up once.
  await gateway.verify("garbage");
});
afterAll(() => gateway.close());

const someSecret = (): string => `sk_live_${randomBytes(18).toString("base64url")}`;
const lineOf = (secret: string, i: number, more: object = {}) => ({
  line: i + 1,
  given: {
    hash: createHash("sha256").update(secret).digest("hex"),
    ...{ label: `Old key ${i}`, environment: "live", scopes: ["read"] },
    ...more,
  },
});
const importAll = (secrets: string[], more: object = {}) =>
  importKeys(owner, { lines: secrets.map((s, i) => readLine(lineOf(s, i, more))), dryRun: false, skipInvalid: false });
const importOne = async (secret: string, more: object = {}): Promise<string> =>
  (await importAll([secret], more)).lines[0]?.keyId ?? "";
/** What the gateway has asked the database for during `work`, its heartbeat apart. */
async function asked(work: () => Promise<unknown>): Promise<string[]> {
  const queries = vi.spyOn(pool(), "query");
  await work();
  const names = queries.mock.calls.map(([query]) => (query as unknown as { name?: string }).name ?? "");
  queries.mockRestore();
  return names.filter((name) => name !== "poll-changes");
}

test("before anything was imported, a secret of another form asks nobody; once an import has answered, it verifies", async () => {
  const secret = someSecret();
  expect(await asked(async () => expect((await gateway.verify(secret)).code).toBe("MALFORMED"))).toEqual([]);
  const keyId = await importOne(secret, { metadata: { plan: "pro" }, externalId: "cus_1" });
  const answer = await gateway.verify({ key: secret, scopes: ["read"] });
  expect(answer).toMatchObject({ valid: true, key: { id: keyId, metadata: { plan: "pro", externalId: "cus_1" } } });
  expect(gateway.spool.verifications.at(-1)).toMatchObject({ code: "VALID", secretId: answer.key?.secret.id });
  expect(JSON.stringify(answer)).not.toContain(secret.slice(-8));
  // Warm: out of memory, as any other.
  expect(await asked(() => gateway.verify(secret))).toEqual([]);
  const { status, headers } = await gateway.authorize({ Authorization: `Bearer ${secret}` });
  expect([status, headers.get("x-latchkey-key-id")]).toEqual([200, keyId]);
});

test("2,000 imported secrets all verify, and so do none that differ from them", async () => {
  const secrets = Array.from({ length: 2_000 }, someSecret);
  for (let i = 0; i < secrets.length; i += 1_000) await importAll(secrets.slice(i, i + 1_000));
  const codes = new Map<string, number>();
  for (let i = 0; i < secrets.length; i += 100) {
    const questions = secrets.slice(i, i + 100).map((key) => ({ key }));
    for (const { code } of (await (await gateway.post("/v1/verify/batch", questions)).json()) as Answer[]) {
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
  }
  expect([...codes]).toEqual([["VALID", 2_000]]);
  const one = secrets[0] as string;
  for (const other of [`${one}x`, one.slice(0, -1), one.toUpperCase()]) {
    expect((await gateway.verify(other)).code).toBe("NOT_FOUND");
  }
});

test("what cannot have been imported asks nobody still: ours mistyped, too short, too long, not visible ASCII", async () => {
  const { plaintext } = generateKey("myapi", "live");
  const mistyped = plaintext.slice(0, -1) + (plaintext.endsWith("0") ? "1" : "0");
  const codes = async () => {
    for (const key of [mistyped, "short", "with a space in it", "ключ-ключ-ключ", "\0".repeat(20)]) {
      expect((await gateway.verify({ key })).code, key).toBe("MALFORMED");
    }
  };
  expect(await asked(codes)).toEqual([]);
});

test("its limit, its revocation and its rotation hold as for any key", async () => {
  const secret = someSecret();
  const keyId = await importOne(secret, { rateLimit: { limit: 2 }, environment: "test" });
  const ask = async () => (await gateway.verify({ key: secret, environment: "test" })).code;
  expect([await ask(), await ask(), await ask()]).toEqual(["VALID", "VALID", "RATE_LIMITED"]);
  const rotated = await rotateKey(owner, { keyId, graceSeconds: 0 });
  expect((await gateway.verify(secret)).code).toBe("REVOKED");
  expect((await gateway.verify({ key: rotated.secret, cost: 0 })).key?.id).toBe(keyId);
  await revokeKey(owner, { keyId });
  expect((await gateway.verify(rotated.secret)).code).toBe("REVOKED");
});

test("a secret of our own form out of another deployment is found by its hash; its id alone finds nothing", async () => {
  const { plaintext } = generateKey("other", "live");
  const keyId = await importOne(plaintext);
  const answer = await gateway.verify(plaintext);
  expect(answer.key?.id).toBe(keyId);
  // The public id that it was given is shown everywhere, and is no way in.
  const body = `myapi_live_${answer.key?.secret.id}_${"a".repeat(43)}`;
  const { checksum } = await import("@/lib/keys/format");
  expect((await gateway.verify(body + checksum(body))).code).toBe("NOT_FOUND");
});

test("guesses are throttled by address as unknown keys are, and keys in use are not", async () => {
  const secret = someSecret();
  await importOne(secret);
  const ip = "203.0.113.99";
  const ask = async (key: string) => (await gateway.verify({ key, ip })).code;
  expect(await ask(secret)).toBe("VALID");
  const codes = new Set<string>();
  for (let i = 0; i < 200; i++) codes.add(await ask(someSecret()));
  expect([...codes]).toEqual(["NOT_FOUND", "RATE_LIMITED"]);
  expect(await ask(secret)).toBe("VALID");
});

test("the public id tells nothing of the hash: it is keyed by what no answer holds", async () => {
  const { rows } = await pool().query<{ public_id: string; hash: Buffer }>(
    "SELECT public_id, hash FROM secrets WHERE imported LIMIT 1",
  );
  const { importedId } = await import("@/lib/keys/import/imported-id");
  const [row] = rows;
  if (row === undefined) throw new Error("Nothing was imported.");
  expect(importedId(row.hash, randomBytes(32))).not.toBe(row.public_id);
  const key = gateway.gateway.invalidations.importKey;
  expect(key && importedId(row.hash, key)).toBe(row.public_id);
});
