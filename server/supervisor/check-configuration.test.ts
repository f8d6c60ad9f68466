import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkConfiguration } from "./check-configuration";
import { childEnvironment } from "./child-environment";
import type { Settings } from "./settings";

let dataFolder: string;
beforeAll(() => {
  dataFolder = mkdtempSync(join(tmpdir(), "latchkey-configuration-"));
});
afterAll(() => rmSync(dataFolder, { recursive: true }));

const settingsOf = (environment: Record<string, string>): Settings => ({
  root: dataFolder,
  environment,
  host: "127.0.0.1",
  port: 3000,
  gatewayPort: 3001,
  dataFolder,
  databaseUrl: undefined,
  dashboardUrl: "http://localhost:3000",
  gatewayUrl: "http://localhost:3001",
});
const check = (environment: Record<string, string>) => () => checkConfiguration(settingsOf(environment), false);

test("a usable configuration passes, with nothing set but what has no default", () => {
  expect(check({})).not.toThrow();
});

test("a wrong variable stops the start with its name, what is wrong and an example, never its value, and no stack", () => {
  const wrong = { LATCHKEY_PEPPERS: "v1:c2VjcmV0", STALE_ON_DATABASE_OUTAGE_SECONDS: "-1", TRUSTED_PROXIES: "foo bar" };
  expect(check(wrong)).toThrow(expect.objectContaining({ name: "Failure" }));
  for (const name of Object.keys(wrong))
    expect(check(wrong)).toThrow(new RegExp(`^${name} is not usable: .+ Example: `, "m"));
  expect(check(wrong)).not.toThrow(/c2VjcmV0/);
});

test("a key-encryption key is made up in the data folder, never beside a database that outlives it, nor for a gateway alone", () => {
  const kek = (environment: Record<string, string>, only?: "gateway") =>
    childEnvironment({ ...settingsOf(environment), only }, "postgres://127.0.0.1/latchkey", false).LATCHKEY_KEK;
  const deployed = { NODE_ENV: "production", DATABASE_URL: "postgres://db/latchkey" };
  const file = join(dataFolder, "kek");
  rmSync(file, { force: true });
  expect([kek(deployed), kek({}, "gateway"), existsSync(file)]).toEqual([undefined, undefined, false]);
  expect(kek({ ...deployed, LATCHKEY_KEK: "v1:given" })).toBe("v1:given");
  expect(kek({})).toBe(`v1:${readFileSync(file, "utf8")}`);
  expect(kek({ NODE_ENV: "production" })).toBe(kek({}));
});
