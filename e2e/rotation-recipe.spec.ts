import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import { publicIdIn } from "@/lib/keys/format";
import type { RevealedKey } from "@/lib/keys/view";
import { makeTemporaryFolder } from "../server/database/temporary-folder";
import { findProgram, whyMissing } from "../server/testing/find-program";
import { send, type Verified } from "./support/http";
import { type ScriptedInstance, test } from "./support/shared-instance";

// deploy/rotate-key.sh as /docs/rotation shows it, against the running product; the secrets managers' command lines are stood in for
// by scripts that take what the real ones take, and keep it in a file.

let instance: ScriptedInstance;
let made: ScriptedInstance["made"];
test.beforeAll(({ scripted }) => {
  instance = scripted;
  made = scripted.made;
});
test.skip(findProgram("jq") === null, whyMissing("jq"));

const STAND_INS = {
  aws: `case "$2 $4 \${6-}" in
  "get-secret-value shop/payments SecretString") cat "$KEPT"; echo ;;
  "put-secret-value shop/payments file:///dev/stdin") cat /dev/stdin >"$KEPT" ;;
  *) exit 64 ;;
esac`,
  vault: `case "$*" in
  "kv get -field=key secret/payments") cat "$KEPT" ;;
  "kv patch secret/payments key=-") cat >"$KEPT" ;;
  *) exit 64 ;;
esac`,
  kubectl: `case "$*" in
  "-n shop get secret payments -o jsonpath={.data.key}") base64 -w0 <"$KEPT" ;;
  "-n shop patch secret payments --type=merge --patch-file=/dev/stdin") jq -r .data.key | base64 -d >"$KEPT" ;;
  *) exit 64 ;;
esac`,
};
const STORES = [
  { store: "aws", name: "shop/payments" },
  { store: "vault", name: "secret/payments" },
  { store: "kubernetes", name: "shop/payments" },
];

const api = <T>(method: string, path: string, body?: unknown) =>
  send<T>(method, `${made.dashboardUrl}/api/v1${path}`, made.accessToken, body);
const verify = async (key: string): Promise<Verified> =>
  (await send<Verified>("POST", `${made.gatewayUrl}/v1/verify`, made.serviceToken, { key })).body;

/** A key whose secret is kept in a secrets manager, and the job that rotates it. */
async function setUp({ store, name }: (typeof STORES)[number]) {
  const { body } = await api<RevealedKey>("POST", "/keys", { label: store, environment: "live", scopes: ["read"] });
  const folder = makeTemporaryFolder("latchkey-recipe-");
  const [kept, rolledOut, bin] = ["kept", "rolled-out", "bin"].map((file) => join(folder, file)) as [
    string,
    string,
    string,
  ];
  mkdirSync(bin);
  for (const [program, text] of Object.entries(STAND_INS)) {
    writeFileSync(join(bin, program), `#!/usr/bin/env bash\nset -euo pipefail\n${text}\n`);
    chmodSync(join(bin, program), 0o755);
  }
  writeFileSync(kept, body.secret);
  writeFileSync(rolledOut, "");
  const run = (more: Record<string, string> = {}) =>
    promisify(execFile)("bash", ["deploy/rotate-key.sh"], {
      env: {
        ...process.env,
        PATH: [bin, dirname(findProgram("jq") ?? ""), process.env.PATH].join(":"),
        KEPT: kept,
        LATCHKEY_URL: made.dashboardUrl,
        LATCHKEY_TOKEN: made.accessToken,
        KEY_ID: body.key.id,
        STORE: store,
        SECRET_NAME: name,
        ROLL_OUT: `echo again >>"${rolledOut}"`,
        ...more,
      },
    });
  const inStore = (): string => readFileSync(kept, "utf8").trim();
  return {
    keyId: body.key.id,
    first: body.secret,
    run,
    inStore,
    keep: (secret: string) => writeFileSync(kept, secret),
    rollOuts: () => readFileSync(rolledOut, "utf8").length / "again\n".length,
    age: (days: number) =>
      instance.database((client) =>
        client.query("UPDATE secrets SET created_at = created_at - $2 * interval '1 hour' WHERE public_id = $1", [
          publicIdIn(inStore()),
          days * 24,
        ]),
      ),
  };
}

for (const one of STORES) {
  test(`${one.store}: daily runs do nothing until the secret is old, then rotate it once and keep the new one`, async () => {
    const { first, run, inStore, rollOuts, age } = await setUp(one);
    expect((await run()).stdout).toBe("");
    expect([inStore(), rollOuts()]).toEqual([first, 0]);
    await age(31);
    expect((await run()).stdout).toMatch(/^Rotated key_/);
    const second = inStore();
    expect(second).not.toBe(first);
    await run();
    expect([inStore(), rollOuts()]).toEqual([second, 1]);
    expect((await verify(second)).code).toBe("VALID");
    const old = await verify(first);
    expect([old.code, Object.keys(old.headers)]).toEqual(["VALID", expect.arrayContaining(["X-Api-Key-Secret-Ends"])]);
  });
}

test("a run that lost the new secret is put right by the next one, and the callers' secret works throughout", async () => {
  const { keyId, first, run, inStore } = await setUp(STORES[0] as (typeof STORES)[number]);
  await api("POST", `/keys/${keyId}/rotate`, { graceSeconds: 86_400 });
  expect((await verify(first)).code).toBe("VALID");
  await run();
  expect((await verify(inStore())).code).toBe("VALID");
  expect((await verify(first)).code).toBe("VALID");
});

test("the old secret is rolled out again while somebody uses it, and ended once nobody does", async () => {
  const { first, run, inStore, rollOuts, age } = await setUp(STORES[1] as (typeof STORES)[number]);
  await age(31);
  await run();
  // Counted as of the minute of the call: the rotation is put before it.
  await age(1 / 12);
  expect((await verify(first)).code).toBe("VALID");
  const uses = () =>
    instance.database(async (client) => {
      const { rows } = await client.query("SELECT 1 FROM secret_last_uses WHERE public_id = $1", [publicIdIn(first)]);
      return rows.length;
    });
  await expect.poll(uses, { timeout: 20_000 }).toBe(1);
  await run();
  // Asked of the database: a call would be one more use of it, counted a moment later.
  const { rows } = await instance.database((client) =>
    client.query("SELECT ends_at > now() AS works FROM secrets WHERE public_id = $1", [publicIdIn(first)]),
  );
  expect([rows[0].works, rollOuts()]).toEqual([true, 2]);
  await age(2);
  await instance.database((client) =>
    client.query("UPDATE secret_last_uses SET at = at - interval '25 hours' WHERE public_id = $1", [publicIdIn(first)]),
  );
  expect((await run()).stdout).toMatch(/^Ended the old secret /);
  expect([(await verify(first)).code, (await verify(inStore())).code]).toEqual(["REVOKED", "VALID"]);
});

test("a secrets manager that cannot be read, and a refusal of the API, end the run with an error and change nothing", async () => {
  const { keyId, first, run, age } = await setUp(STORES[0] as (typeof STORES)[number]);
  await age(31);
  await expect(run({ KEPT: "/no/such/file" })).rejects.toMatchObject({ code: 1 });
  await expect(run({ GRACE_SECONDS: "99999999" })).rejects.toMatchObject({
    stderr: expect.stringMatching(/At most 30 days/),
  });
  const { body } = await api<Pick<RevealedKey, "key">>("GET", `/keys/${keyId}`);
  expect(body.key.secrets).toHaveLength(1);
  expect((await verify(first)).code).toBe("VALID");
});
