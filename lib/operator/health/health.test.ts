import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { makePerson } from "@/lib/testing/operator";
import { measureSpool } from "@/lib/usage/spool/measure-spool";
import type { VersionInUse } from "@/lib/vault/versions-in-use";
import { judgeDatabase } from "./check-database";
import { judgeGateways } from "./check-gateways";
import { judgeJobs } from "./check-jobs";
import { judgeMigrations } from "./check-migrations";
import { checkRedis, withoutRedis } from "./check-redis";
import { judgeKeyEncryptionKeys, judgePeppers } from "./check-secrets";
import { judgeSpool } from "./check-spool";
import { type DutyFacts, judgeWorker } from "./check-worker";
import { readHealth } from "./read-health";

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];
const MIB = 1024 * 1024;
const up = { upMs: HOUR, silentMs: 400 };
const JOBS = { queues: 6, overdue: 0, overdueMs: 0, active: 1, failed: 0 };
const duty = (given: Partial<DutyFacts>): DutyFacts => ({
  name: "usage roll-up",
  everyMs: 15 * SECOND,
  doneMsAgo: 4 * SECOND,
  failedMsAgo: null,
  ...given,
});
const sealedWith = (version: number, key: VersionInUse["key"]): VersionInUse => ({
  version,
  secrets: 3,
  secondFactors: 1,
  webhookSecrets: 2,
  key,
});
const database = { version: "17.2 (Debian)", bytes: 5 * MIB, used: 9, most: 100, latency: 0.4 };

test.each([
  ["a database with room", judgeDatabase(database), "fine"],
  ["a slow database", judgeDatabase({ ...database, latency: 180 }), "attention"],
  ["a database nearly out of connections", judgeDatabase({ ...database, used: 81 }), "attention"],
  ["all migrations there", judgeMigrations([], 9, 0), "fine"],
  ["a migration missing", judgeMigrations(["20261125140000_operator_pages"], 8, 0), "trouble"],
  ["a migration that broke off", judgeMigrations([], 8, 1), "trouble"],
  ["no gateway", judgeGateways({ gateways: [], heard: true, lagMs: 1 }), "trouble"],
  [
    "only a gateway gone silent",
    judgeGateways({ gateways: [{ upMs: HOUR, silentMs: 4_000 }], heard: true, lagMs: 1 }),
    "trouble",
  ],
  ["two gateways that hear", judgeGateways({ gateways: [up, up], heard: true, lagMs: 7 }), "fine"],
  ["a gateway that hears late", judgeGateways({ gateways: [up], heard: false, lagMs: 1_000 }), "attention"],
  [
    "one gone silent beside one up",
    judgeGateways({ gateways: [up, { upMs: HOUR, silentMs: MINUTE }], heard: true, lagMs: 7 }),
    "attention",
  ],
  [
    "one killed hours ago",
    judgeGateways({ gateways: [up, { upMs: HOUR, silentMs: 2 * HOUR }], heard: true, lagMs: 7 }),
    "fine",
  ],
  ["an empty spool", judgeSpool({ files: 0, bytes: 0, oldestAt: null }, 16 * MIB, 0), "fine"],
  ["a spool just written", judgeSpool({ files: 1, bytes: 900, oldestAt: 0 }, 16 * MIB, SECOND), "fine"],
  ["a spool that waits", judgeSpool({ files: 1, bytes: 900, oldestAt: 0 }, 16 * MIB, 2 * MINUTE), "attention"],
  ["a spool nearly full", judgeSpool({ files: 9, bytes: 14 * MIB, oldestAt: 0 }, 16 * MIB, SECOND), "trouble"],
  ["a worker at work", judgeWorker([duty({})]), "fine"],
  ["a worker that never ran", judgeWorker([]), "trouble"],
  ["a worker that stopped", judgeWorker([duty({ doneMsAgo: HOUR })]), "trouble"],
  ["a duty that failed last", judgeWorker([duty({ failedMsAgo: SECOND })]), "attention"],
  ["a duty that failed and was done since", judgeWorker([duty({ failedMsAgo: MINUTE })]), "fine"],
  ["one duty overdue", judgeWorker([duty({}), duty({ name: "usage expiry", doneMsAgo: HOUR })]), "attention"],
  ["jobs that are done in time", judgeJobs({ ...JOBS, overdue: 1, overdueMs: SECOND }), "fine"],
  ["jobs that nobody does", judgeJobs({ ...JOBS, overdue: 3, overdueMs: HOUR }), "trouble"],
  ["a job given up", judgeJobs({ ...JOBS, failed: 1 }), "attention"],
  ["no worker ever", judgeJobs(null), "trouble"],
  ["no Redis for one gateway", withoutRedis(1), "off"],
  ["no Redis for two gateways", withoutRedis(2), "attention"],
  ["nothing sealed", judgeKeyEncryptionKeys([], [1]), "fine"],
  ["no key to seal with", judgeKeyEncryptionKeys([], []), "off"],
  ["everything sealed with the newest key", judgeKeyEncryptionKeys([sealedWith(2, "opens")], [1, 2]), "fine"],
  ["a roll-over under way", judgeKeyEncryptionKeys([sealedWith(1, "opens")], [1, 2]), "attention"],
  ["a key missing", judgeKeyEncryptionKeys([sealedWith(1, "missing")], [2]), "trouble"],
  ["another key under the same number", judgeKeyEncryptionKeys([sealedWith(1, "wrong")], [1]), "trouble"],
  ["no pepper", judgePeppers([], new Set()), "off"],
  ["every pepper there", judgePeppers([{ version: 1, secrets: 4 }], new Set([1, 2])), "fine"],
  ["a pepper missing", judgePeppers([{ version: 1, secrets: 4 }], new Set([2])), "trouble"],
])("%s is told as it is, and what is wrong with what to do", (_, check, state) => {
  expect(check.state).toBe(state);
  if (state === "attention" || state === "trouble") expect(check.todo).toMatch(/\w{3}/);
});

test("a Redis that does not answer is trouble, said within two seconds, without its address", async () => {
  env().REDIS_URL = "redis://user:topsecret@127.0.0.1:1";
  const check = await checkRedis(1);
  env().REDIS_URL = undefined;
  expect(check.state).toBe("trouble");
  expect(JSON.stringify(check)).not.toContain("topsecret");
});

test("the spool is measured by what waits in it, the longest first", async () => {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-spool-"));
  writeFileSync(join(folder, "a.spool"), "12345");
  writeFileSync(join(folder, "b.spool"), "123");
  writeFileSync(join(folder, "empty.spool"), "");
  writeFileSync(join(folder, "other.txt"), "1");
  utimesSync(join(folder, "b.spool"), 1_000, 1_000);
  expect(await measureSpool(folder)).toEqual({ files: 2, bytes: 8, oldestAt: 1_000_000 });
  rmSync(folder, { recursive: true });
});

test("the operator is told of every part, from the real database; nobody else is told anything", async () => {
  const operator = await makePerson({ isOperator: true });
  await expect(readHealth({ ...operator, isOperator: false })).rejects.toMatchObject({ code: "forbidden" });
  await pool().query("INSERT INTO gateways (id) VALUES (gen_random_uuid())");
  await pool().query("INSERT INTO worker_duties (name, every_ms, done_at) VALUES ('usage roll-up', 15000, now())");
  const states = new Map((await readHealth(operator)).map(({ name, state }) => [name, state]));
  expect(Object.fromEntries(states)).toMatchObject({
    Database: "fine",
    Migrations: "fine",
    Worker: "fine",
    Mail: "off",
  });
  // The one inserted beats and hears nothing.
  expect(states.get("Gateways")).toBe("attention");
});
