import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createKey } from "@/lib/keys/create-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { setKeks, setStorageMode } from "@/lib/testing/storage";
import { checkKek } from "./check-kek";

const dataFolder = mkdtempSync(join(tmpdir(), "latchkey-kek-"));
afterAll(() => rmSync(dataFolder, { recursive: true }));

const kek = (version: number, fill = version): string => `v${version}:${Buffer.alloc(32, fill).toString("base64")}`;

/** What is said, or the failure that stops the start. */
async function checked(LATCHKEY_KEK?: string): Promise<string> {
  const said: string[] = [];
  const environment = { ...process.env, LATCHKEY_KEK };
  await checkKek(process.env.DATABASE_URL ?? "", environment, dataFolder, (line) => said.push(line)).catch((error) =>
    said.push(`${error.name}: ${error.message}`),
  );
  return said.join("\n");
}

test("a start without a key-encryption key is refused where something needs one, and nowhere else", async () => {
  expect(await checked()).toBe("");
  await setStorageMode("retrievable");
  expect(await checked()).toMatch(/^Failure: LATCHKEY_KEK is not set.*stored retrievably.*Example: LATCHKEY_KEK=v1:/);
  setKeks(1);
  await createKey(await makeActor(), keyInput());
  await setStorageMode("irretrievable");
  expect(await checked()).toMatch(
    /^Failure: .*1 secret\(s\), 0 second factor\(s\) and 0 webhook secret\(s\) are sealed under v1/,
  );
  expect(await checked()).not.toContain("openssl");
  writeFileSync(join(dataFolder, "kek"), "made by an earlier start");
  expect(await checked()).toMatch(/An earlier start made one: .*kek\)$/);
  expect(await checked()).not.toContain("made by an earlier start");
});

test("a version that is missing or another one is named and stops no start: verification needs none", async () => {
  expect(await checked(kek(1))).toBe("");
  expect(await checked(kek(2))).toMatch(/^ {2}LATCHKEY_KEK lacks v1/);
  expect(await checked(kek(1, 9))).toMatch(/^ {2}LATCHKEY_KEK has another v1/);
});
