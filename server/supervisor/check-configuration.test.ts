import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkConfiguration } from "./check-configuration";

let dataFolder: string;
beforeAll(() => {
  dataFolder = mkdtempSync(join(tmpdir(), "latchkey-configuration-"));
});
afterAll(() => rmSync(dataFolder, { recursive: true }));

const check = (environment: Record<string, string>) => () =>
  checkConfiguration(
    {
      root: dataFolder,
      environment,
      host: "127.0.0.1",
      port: 3000,
      gatewayPort: 3001,
      dataFolder,
      databaseUrl: undefined,
      dashboardUrl: "http://localhost:3000",
      gatewayUrl: "http://localhost:3001",
    },
    false,
  );

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
