import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { pool } from "@/lib/db/pool";
import { insertKey } from "@/lib/testing/insert-key";
import { freePort } from "../testing/free-port";
import { startRedis, type TestRedis } from "../testing/start-redis";
import { insertServiceToken } from "../testing/start-test-gateway";
import { testWithRedis as test } from "../testing/test-with-redis";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const root = fileURLToPath(new URL("../..", import.meta.url));
const script = fileURLToPath(new URL("../testing/bundle-gateway.mjs", import.meta.url));

let bundles: string;
let redis: TestRedis;
let token: string;
beforeAll(async () => {
  // Inside the project, so that the bundle finds its packages.
  bundles = mkdtempSync(join(root, ".build/workers-"));
  execFileSync(process.execPath, [script, bundles]);
  redis = await startRedis();
  ({ token } = await insertServiceToken());
});
afterAll(async () => {
  await redis?.stop();
  rmSync(bundles, { recursive: true, force: true });
});

let folder: string;
let primary: ChildProcess;
let url: string;
let said: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-workers-"));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  said = "";
  const env = {
    ...process.env,
    HOST: "127.0.0.1",
    GATEWAY_PORT: `${port}`,
    GATEWAY_WORKERS: "2",
    REDIS_URL: redis.url,
    LATCHKEY_DATA_DIR: folder,
  };
  // With a channel, as the supervisor starts it.
  primary = spawn(process.execPath, [join(bundles, "gateway.mjs")], {
    env,
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  primary.stdout?.on("data", (chunk) => {
    said += chunk;
  });
  await until(() => pids().length === 2);
});
afterEach(async () => {
  primary.kill("SIGKILL");
  await until(() => pids().every((pid) => !isAlive(pid)));
  rmSync(folder, { recursive: true, force: true });
});

/** Of the workers that have said that they started. */
const pids = (): number[] =>
  said.split("\n").flatMap((line) => (line.includes("gateway started") ? JSON.parse(line).pid : []));

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const verify = async (key: string, connection = "keep-alive"): Promise<string> => {
  const response = await fetch(`${url}/v1/verify`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", Connection: connection },
    body: JSON.stringify({ key }),
  });
  return ((await response.json()) as { code: string }).code;
};

/** On a connection of its own. A call cut off by a killed worker is its caller's to repeat. */
const tryVerify = (key: string): Promise<string> => verify(key, "close").catch(() => "CUT");

/** Resolves with the exit code when everything it said is here. */
async function stop(): Promise<number | null> {
  const exited = once(primary, "close");
  primary.kill("SIGTERM");
  const [code] = (await exited) as [number | null];
  return code;
}

async function countedInDatabase(keyId: string): Promise<number> {
  const { rows } = await pool().query(
    "SELECT coalesce(sum(allowed), 0)::int AS requests FROM usage_minutes WHERE key_id = $1",
    [keyId],
  );
  return rows[0].requests;
}

test("two workers answer on one port and count one limit", async () => {
  const { plaintext } = await insertKey({ limit: 100 });
  const codes = await Promise.all(Array.from({ length: 400 }, () => verify(plaintext)));
  expect(codes.filter((code) => code === "VALID")).toHaveLength(100);
  expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(300);
});

test("workers killed -9 under load are replaced, calls go on, none is left waiting, and every answer is counted", async () => {
  const { plaintext, keyId } = await insertKey({ limit: 1_000_000 });
  let answered = 0;
  let cut = 0;
  let isDone = false;
  const callers = Array.from({ length: 8 }, async () => {
    while (!isDone) {
      if ((await tryVerify(plaintext)) === "VALID") answered++;
      else cut++;
    }
  });
  await until(() => answered > 100);
  for (const replaced of [1, 2, 3]) {
    process.kill(pids().find(isAlive) as number, "SIGKILL");
    await until(() => pids().length === 2 + replaced);
    const atReplacement = answered;
    await until(() => answered > atReplacement + 100);
  }
  isDone = true;
  await Promise.all(callers);
  expect(said).toContain("A gateway worker ended (signal SIGKILL); starting another in 0.25 s.");

  expect(await stop()).toBe(0);
  // A call that was cut off may have been written before its answer was; one that was answered always was.
  const counted = await countedInDatabase(keyId);
  expect(counted).toBeGreaterThanOrEqual(answered);
  expect(counted).toBeLessThanOrEqual(answered + cut);
  expect(readdirSync(join(folder, "spool"))).toEqual([]);
});

test("metrics are those of all workers together, and do not fall when one dies", async () => {
  const { plaintext } = await insertKey({ limit: 1_000_000 });
  for (let i = 0; i < 60; i++) await verify(plaintext);
  const valid = async (): Promise<number> =>
    Number(
      /latchkey_verifications_total\{code="VALID"\} (\d+)/.exec(await (await fetch(`${url}/metrics`)).text())?.[1],
    );
  expect(await valid()).toBe(60);
  // Both, since one of them may have answered all.
  for (const [i, victim] of pids().entries()) {
    process.kill(victim, "SIGKILL");
    await until(() => pids().length === 3 + i);
    expect(await valid()).toBe(60);
  }
  await verify(plaintext);
  expect(await valid()).toBe(61);
});

test("SIGTERM ends all of them in order", async () => {
  expect(await stop()).toBe(0);
  expect(said.match(/gateway stopped/g)).toHaveLength(2);
  expect(pids().filter(isAlive)).toEqual([]);
});

test("a primary killed -9 takes its workers with it, in order", async () => {
  primary.kill("SIGKILL");
  await until(() => pids().every((pid) => !isAlive(pid)));
  await until(() => said.match(/gateway stopped/g)?.length === 2);
});

test("a primary whose supervisor is gone ends with its workers", async () => {
  primary.disconnect();
  await once(primary, "exit");
  expect(pids().filter(isAlive)).toEqual([]);
  await until(() => said.match(/gateway stopped/g)?.length === 2);
});
