import { expect, test } from "vitest";
import { parseEnv } from "./env";

const usable = { DATABASE_URL: "postgres://u:pw@127.0.0.1/db", NEXTAUTH_SECRET: "x".repeat(32) };
const refusal = (source: Record<string, string>): string => {
  try {
    parseEnv({ ...usable, ...source });
  } catch (error) {
    return String(error);
  }
  return "";
};

test("the defaults are those the contract names", () => {
  expect(parseEnv(usable)).toMatchObject({
    PORT: 3000,
    GATEWAY_PORT: 3001,
    HOST: "127.0.0.1",
    LATCHKEY_DATA_DIR: ".latchkey",
    TRUSTED_PROXIES: [],
    STALE_ON_DATABASE_OUTAGE_SECONDS: 60,
  });
});

test("an empty variable is an unset one", () => {
  expect(parseEnv({ ...usable, PORT: "", LATCHKEY_PEPPERS: "" })).toMatchObject({
    PORT: 3000,
    LATCHKEY_PEPPERS: new Map(),
  });
});

test("an error names the variable, what is wrong and an example, and never the value", () => {
  const password = "hunter2-hunter2";
  expect(refusal({ DATABASE_URL: `mysql://u:${password}@h/db` })).toMatch(
    /DATABASE_URL is not usable: .*Example: DATABASE_URL=postgres/,
  );
  expect(refusal({ DATABASE_URL: `mysql://u:${password}@h/db` })).not.toContain(password);
  expect(refusal({ PORT: "70000" })).toContain("Example: PORT=3000");
  expect(refusal({ NEXTAUTH_SECRET: "short-secret" })).toMatch(/NEXTAUTH_SECRET.*32/);
  expect(refusal({ NEXTAUTH_SECRET: "short-secret" })).not.toContain("short-secret");
  expect(refusal({ DATABASE_URL: "" })).toContain("DATABASE_URL is not set");
});

test.each(["LATCHKEY_PEPPERS", "LATCHKEY_KEK"] as const)("%s: versioned, each once, at least 32 bytes", (name) => {
  const strong = Buffer.alloc(32, 7).toString("base64");
  expect([...parseEnv({ ...usable, [name]: `v1:${strong},v2:${strong}` })[name].keys()]).toEqual([1, 2]);
  for (const bad of [strong, "v1:c2hvcnQ=", `v1:${strong},x`]) expect(refusal({ [name]: bad })).toContain(name);
  expect(refusal({ [name]: `v1:${strong},v01:${strong}` })).toContain("v1 is given twice");
});

test("more than one gateway process needs Redis, since each would count limits of its own", () => {
  expect(refusal({ GATEWAY_WORKERS: "2" })).toMatch(/GATEWAY_WORKERS.*Example: REDIS_URL=redis:/);
  expect(parseEnv({ ...usable, GATEWAY_WORKERS: "2", REDIS_URL: "redis://127.0.0.1" }).GATEWAY_WORKERS).toBe(2);
  expect(refusal({ REDIS_URL: "http://127.0.0.1" })).toContain("Example: REDIS_URL=redis:");
});
