import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort } from "../testing/free-port";

const script = fileURLToPath(new URL("./start.mjs", import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-start-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Each case ends before the set-up: nothing is installed or built. */
function start(more: Record<string, string>, ...flags: string[]): Promise<{ code: number; output: string }> {
  const { DATABASE_URL: _, NODE_ENV: __, NEXTAUTH_SECRET: ___, ...inherited } = process.env;
  const env = { ...inherited, LATCHKEY_DATA_DIR: join(folder, "data"), ...more } as unknown as NodeJS.ProcessEnv;
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script, ...flags], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}

test.each(["PORT", "GATEWAY_PORT"])("a taken %s is named with its variable and an example", async (name) => {
  const server = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const other = { PORT: String(await freePort()), GATEWAY_PORT: String(await freePort()) };
  const { code, output } = await start({ ...other, [name]: String(port) });
  server.close();
  expect(code).toBe(1);
  expect(output).toMatch(
    new RegExp(`Port ${port} is already in use\\. Choose another with ${name}, for example: ${name}=\\d+ npm start`),
  );
});

test("a data folder that cannot be written is named, with another way", async () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  const { code, output } = await start({ LATCHKEY_DATA_DIR: join(file, "data") });
  expect(code).toBe(1);
  expect(output).toContain(`The data folder ${join(file, "data")} cannot be written (ENOTDIR)`);
  expect(output).toContain("LATCHKEY_DATA_DIR=");
});

test.each([
  [{ PORT: "http" }, "PORT is not a port number"],
  [{ PORT: "4000", GATEWAY_PORT: "4000" }, "PORT and GATEWAY_PORT are both 4000"],
  [{ DATABASE_URL: "mysql://a:topsecretword@b/c" }, "DATABASE_URL is not a PostgreSQL address"],
  [{ NEXTAUTH_SECRET: "short" }, "NEXTAUTH_SECRET is shorter than 32 bytes"],
  [{ NODE_ENV: "production" }, "NEXTAUTH_SECRET is not set and NODE_ENV is production"],
])(
  "unusable configuration %o is refused with its name and an example",
  async (more: Record<string, string>, message) => {
    const { code, output } = await start(more);
    expect(code).toBe(1);
    expect(output).toContain(message);
    expect(output).toContain("Example: ");
    expect(output).not.toContain("topsecretword");
  },
);

test("a gateway alone says that it needs the others' database", async () => {
  const { code, output } = await start({}, "--only=gateway");
  expect(code).toBe(1);
  expect(output).toContain("DATABASE_URL is not set. Example: DATABASE_URL=");
});

test("an unknown flag is refused with the usage", async () => {
  const { code, output } = await start({}, "--demonstrate");
  expect(code).toBe(2);
  expect(output).toContain("Usage: npm start");
});
