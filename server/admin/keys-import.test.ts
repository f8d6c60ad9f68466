import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { makeActor } from "@/lib/testing/fixtures";
import type { Context } from "./command";
import { importKeysCommand } from "./keys-import";

let folder: string;
let teamId: string;
let team: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-import-"));
  ({ teamId } = await makeActor("owner"));
  const { rows } = await pool().query<{ slug: string }>("SELECT slug FROM teams WHERE id = $1", [teamId]);
  team = rows[0]?.slug ?? "";
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (name: string, text: string, flags: Record<string, string> = {}) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  const context = { progress: { say: () => {} } } as unknown as Context;
  return importKeysCommand.run({ team, file, ...flags }, context);
};
const someHash = (): string => randomBytes(32).toString("hex");
const keys = async () =>
  (await pool().query<{ n: number }>("SELECT count(*)::int AS n FROM keys WHERE team_id = $1", [teamId])).rows[0]?.n;

test("a file is judged whole before any of it is written, in as many batches as it takes, and may be imported again", async () => {
  const head = "hash,label,environment,scopes";
  const lines = Array.from({ length: 1_200 }, (_, i) => `${someHash()},Old ${i},live,read write`);
  const good = [head, ...lines].join("\n");
  const bad = `${good}\n${someHash()},,live,read`;

  const refused = await run("keys.csv", bad);
  expect(refused).toMatchObject({ exitCode: 1, json: { written: false, imported: 1_200, invalid: 1 } });
  expect(refused.text).toContain("line 1202, label: Give the key a label.");
  const dry = await run("keys.csv", good, { "dry-run": "true" });
  expect(dry).toMatchObject({ exitCode: 0, json: { written: false, imported: 1_200, existing: 0 } });
  expect(await keys()).toBe(0);

  const skipped = await run("keys.csv", bad, { "skip-invalid": "true" });
  expect(skipped).toMatchObject({ exitCode: 0, json: { written: true, imported: 1_200, invalid: 1 } });
  expect(await run("keys.csv", good)).toMatchObject({ json: { written: true, imported: 0, existing: 1_200 } });
  expect(await keys()).toBe(1_200);
});

test("a hash that comes twice is one key, also from one batch to another", async () => {
  const before = (await keys()) ?? 0;
  const one = JSON.stringify({ hash: someHash(), label: "Twice", environment: "test", scopes: ["read"] });
  const others = Array.from({ length: 1_000 }, () => JSON.stringify({ ...JSON.parse(one), hash: someHash() }));
  const outcome = await run("keys.jsonl", [one, ...others, one].join("\n"));
  expect(outcome.json).toMatchObject({
    ...{ imported: 1_001, existing: 1, invalid: 0 },
    problems: [{ line: 1_002, field: "hash", message: "Line 1 has this hash, too, and is the one that counts." }],
  });
  expect(await keys()).toBe(before + 1_001);
});

test("a file that is not there is said by its path", async () => {
  const asked = importKeysCommand.run({ team, file: "/nowhere/keys.csv" }, {} as Context);
  await expect(asked).rejects.toThrow("/nowhere/keys.csv cannot be read (ENOENT)");
});
