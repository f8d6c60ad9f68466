import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { livePostmaster } from "../database/settle-old-postmaster";
import { makeTemporaryFolder } from "../database/temporary-folder";
import { freePort } from "../testing/free-port";

const script = fileURLToPath(new URL("../testing/start-stand-ins.mjs", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));

// Whole starts, each with an initdb, beside whatever else this machine is doing.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

type Start = { child: ChildProcess; output: () => string; code: Promise<number | null> };
type Lock = { pid: number; children: { pid: number }[] };

let bundles: string;
let folder: string;
let ports: { PORT: string; GATEWAY_PORT: string };
const started: ChildProcess[] = [];

beforeAll(() => {
  // Inside the project, so that the bundles find its packages.
  bundles = mkdtempSync(join(root, ".build/stand-ins-"));
  execFileSync(process.execPath, [script, bundles, "--bundle"]);
});
afterAll(() => rmSync(bundles, { recursive: true, force: true }));

beforeEach(async () => {
  folder = makeTemporaryFolder("latchkey-start-");
  ports = { PORT: String(await freePort()), GATEWAY_PORT: String(await freePort()) };
});
afterEach(async () => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  await until(() => processes().length === 0);
  rmSync(folder, { recursive: true, force: true });
});

const dataFolder = (): string => join(folder, "data");
const lockFile = (): string => join(dataFolder(), "lock");
const readLock = (): Lock => JSON.parse(readFileSync(lockFile(), "utf8"));

function start(more: Record<string, string> = {}, ...flags: string[]): Start {
  const { DATABASE_URL: _, NODE_ENV: __, NEXTAUTH_SECRET: ___, ...inherited } = process.env;
  const env = { ...inherited, ...ports, LATCHKEY_DATA_DIR: dataFolder(), ...more } as unknown as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, [script, bundles, ...flags], { env, stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  let output = "";
  child.stdout?.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    output += chunk;
  });
  return { child, output: () => output, code: new Promise((resolve) => child.once("close", resolve)) };
}

/** Every process that works for this test's bundles or cluster. */
const processes = (): string[] =>
  execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes(bundles) || line.includes(dataFolder()));

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}

const isUp = (run: Start) => until(() => run.output().includes("Gateway  ") || run.child.exitCode !== null);
const gatewayPid = (): Promise<number> =>
  fetch(`http://127.0.0.1:${ports.GATEWAY_PORT}/`).then(
    async (response) => Number(await response.text()),
    () => 0,
  );

test("a start answers, a second one says where, and SIGTERM leaves neither process nor lock", async () => {
  const first = start();
  await isUp(first);
  expect(first.output()).toContain(`http://localhost:${ports.PORT}`);
  await until(() => first.output().includes("create the operator's account"));
  expect(existsSync(join(dataFolder(), "connection.json"))).toBe(true);

  const second = start();
  expect(await second.code).toBe(1);
  expect(second.output()).toContain(`already running with the data folder ${dataFolder()}: process ${first.child.pid}`);

  first.child.kill("SIGTERM");
  expect(await first.code).toBe(0);
  expect(processes()).toEqual([]);
  expect(existsSync(lockFile())).toBe(false);
  expect(existsSync(join(dataFolder(), "connection.json"))).toBe(false);
});

test("after kill -9 of the supervisor every process ends, and the next start works at once with the same data", async () => {
  const first = start();
  await isUp(first);
  expect(readLock().children).toHaveLength(4);
  first.child.kill("SIGKILL");
  const second = start();
  await isUp(second);
  expect(second.output()).toContain("database schema up to date");
  expect(second.output()).toContain("dashboard, gateway and worker ready");

  second.child.kill("SIGKILL");
  await until(() => processes().length === 0);
  expect(livePostmaster(join(dataFolder(), "postgres"))).toBeUndefined();
});

test("a killed child comes back, PostgreSQL under its guardian included, while the others go on", async () => {
  const run = start();
  await isUp(run);
  const before = await gatewayPid();
  process.kill(before, "SIGKILL");
  await until(async () => ![0, before].includes(await gatewayPid()));
  expect(run.output()).toContain("gateway ended (signal SIGKILL); starting it again in 0.25 s");

  const postmaster = livePostmaster(join(dataFolder(), "postgres")) ?? 0;
  process.kill(postmaster, "SIGKILL");
  await until(() => run.output().includes("database is back"));
  expect(livePostmaster(join(dataFolder(), "postgres"))).not.toBe(postmaster);

  run.child.kill("SIGTERM");
  expect(await run.code).toBe(0);
});

test("a gateway alone runs on the others' database, whose dashboard has its port; on one without this version's schema it says who makes it", async () => {
  const whole = start();
  await isUp(whole);
  const note = JSON.parse(readFileSync(join(dataFolder(), "connection.json"), "utf8")) as { DATABASE_URL: string };
  const own = { LATCHKEY_DATA_DIR: join(folder, "data-of-gateway"), GATEWAY_PORT: String(await freePort()) };

  const alone = start(
    { ...own, NODE_ENV: "production", DATABASE_URL: note.DATABASE_URL, HOST: "127.0.0.1" },
    "--only=gateway",
  );
  await isUp(alone);
  expect(alone.output()).toContain("gateway ready");
  const lock = JSON.parse(readFileSync(join(own.LATCHKEY_DATA_DIR, "lock"), "utf8")) as Lock;
  expect(lock.children).toHaveLength(1);
  expect((await fetch(`http://127.0.0.1:${own.GATEWAY_PORT}/`)).status).toBe(200);
  alone.child.kill("SIGTERM");
  expect(await alone.code).toBe(0);

  const empty = new URL("/empty", note.DATABASE_URL).href;
  const early = start({ ...own, DATABASE_URL: empty }, "--only=gateway");
  expect(await early.code).toBe(1);
  expect(early.output()).toMatch(
    /lacks \d+ migration\(s\) of this version: \d+_initial.* Start this version where the dashboard/,
  );
  whole.child.kill("SIGTERM");
  expect(await whole.code).toBe(0);
});

test("an unreachable DATABASE_URL is one clear line without the password", async () => {
  const port = await freePort();
  const run = start({ DATABASE_URL: `postgres://someone:hunter2secret@127.0.0.1:${port}/keys` });
  expect(await run.code).toBe(1);
  expect(run.output()).toContain(`PostgreSQL at 127.0.0.1:${port}/keys cannot be used`);
  expect(run.output()).toContain("Check DATABASE_URL");
  expect(run.output()).not.toContain("hunter2secret");
  expect(existsSync(lockFile())).toBe(false);
});
