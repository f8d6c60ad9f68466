import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { type Patience, type SupervisedChild, superviseChild } from "./supervise-child";

const PATIENCE: Patience = { firstMs: 10, mostMs: 40, steadyMs: 60_000, readyMs: 20_000, attempts: 3 };
const children: SupervisedChild[] = [];

afterEach(() => Promise.all(children.splice(0).map((child) => child.stop(0))));

function supervise(code: string, patience: Partial<Patience> = {}, ready?: () => Promise<boolean>) {
  const said: string[] = [];
  const spec = { name: "child", command: process.execPath, args: ["-e", code], env: process.env, ready };
  const hooks = { say: (line: string) => said.push(line), onPid: () => {} };
  const child = superviseChild(spec, hooks, { ...PATIENCE, ...patience });
  children.push(child);
  return { child, said };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(5);
}

const STAYS = "setInterval(() => {}, 1000)";

test("a child that keeps dying is restarted after waits that double up to a limit", async () => {
  const { said } = supervise("process.exit(3)");
  const ends = () => said.filter((line) => line.includes("ended"));
  await until(() => ends().length >= 4);
  expect(ends().slice(0, 4)).toEqual(
    [0.01, 0.02, 0.04, 0.04].map((wait) => `child ended (exit code 3); starting it again in ${wait} s`),
  );
});

test("a child that has lived long enough is restarted after the first wait again", async () => {
  const { child, said } = supervise(STAYS, { steadyMs: 0 });
  for (const count of [1, 2, 3]) {
    await until(() => child.pid() !== undefined);
    process.kill(child.pid() ?? 0, "SIGKILL");
    await until(() => said.filter((line) => line.includes("ended")).length === count);
  }
  const ends = said.filter((line) => line.includes("ended"));
  expect(new Set(ends)).toEqual(new Set(["child ended (signal SIGKILL); starting it again in 0.01 s"]));
});

test("a child that ends three times before it was ready fails the start, saying why", async () => {
  const { child } = supervise("process.exit(7)", {}, async () => false);
  await expect(child.ready).rejects.toThrow("child ended 3 times while it started (exit code 7)");
});

test("a child that never becomes ready fails the start", async () => {
  const { child } = supervise(STAYS, { readyMs: 1 }, async () => false);
  await expect(child.ready).rejects.toThrow("child was not ready");
});

test("a command that cannot be run fails the start", async () => {
  const spec = { name: "child", command: "/nowhere/at/all", args: [], env: process.env, ready: async () => false };
  const child = superviseChild(spec, { say: () => {}, onPid: () => {} }, PATIENCE);
  children.push(child);
  await expect(child.ready).rejects.toThrow("ENOENT");
});

test("stop ends a child that ignores SIGTERM after the grace, and it stays ended", async () => {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-child-"));
  const marker = join(folder, "deaf");
  const deaf = `process.on("SIGTERM", () => {}); require("fs").writeFileSync(${JSON.stringify(marker)}, ""); ${STAYS}`;
  const { child, said } = supervise(deaf, {}, async () => existsSync(marker));
  await child.ready;
  const pid = child.pid() ?? 0;
  await child.stop(50);
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  expect(said).toEqual([]);
  rmSync(folder, { recursive: true });
});
