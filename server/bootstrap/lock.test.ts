import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const lockModule = new URL("./lock.mjs", import.meta.url).href;
// Says what became of it, and holds what it got until its input ends.
const TAKE = `
  const { takeLock } = await import(${JSON.stringify(lockModule)});
  await new Promise((resolve) => process.stdin.once("data", resolve));
  try {
    const lock = await takeLock(process.argv[1]);
    console.log("held");
    process.stdin.once("end", () => { lock.release(); process.exit(0); });
  } catch (error) {
    console.log(error.name === "LockHeld" ? "refused by " + error.holder.pid : error.stack);
    process.exit(0);
  }`;

let folder: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-lock-"));
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const file = (): string => join(folder, "lock");

function contender() {
  const child = spawn(process.execPath, ["--input-type=module", "-e", TAKE, file()], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    stdio: ["pipe", "pipe", "inherit"],
  });
  started.push(child);
  const said = new Promise<string>((resolve) => child.stdout?.once("data", (chunk) => resolve(String(chunk).trim())));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return { pid: child.pid, go: () => child.stdin?.write("go\n"), release: () => child.stdin?.end(), said, ended };
}

async function race(count: number) {
  const contenders = Array.from({ length: count }, contender);
  for (const one of contenders) one.go();
  const said = await Promise.all(contenders.map((one) => one.said));
  return { contenders, said, holder: contenders[said.indexOf("held")] };
}

test("of many starts at once exactly one gets the lock; the others learn its process; released it is gone", async () => {
  const { said, holder, contenders } = await race(8);
  expect(said.filter((line) => line === "held")).toHaveLength(1);
  expect(said.filter((line) => line === `refused by ${holder?.pid}`)).toHaveLength(contenders.length - 1);
  holder?.release();
  await holder?.ended;
  expect(existsSync(file())).toBe(false);
});

test("of many starts after a crash exactly one takes the dead holder's lock over", async () => {
  const dead = await race(1);
  started[0]?.kill("SIGKILL");
  await dead.holder?.ended;
  expect(existsSync(file())).toBe(true);

  const { said } = await race(8);
  expect(said.filter((line) => line === "held")).toHaveLength(1);
  expect(said.filter((line) => line.startsWith("refused by"))).toHaveLength(7);
});

test("a process that only has the same number as the dead holder does not keep the lock", async () => {
  const first = await race(1);
  const content = JSON.parse(readFileSync(file(), "utf8"));
  started[0]?.kill("SIGKILL");
  await first.holder?.ended;
  // This very process lives, and started at another time than the holder did.
  writeFileSync(file(), JSON.stringify({ ...content, pid: process.pid }));
  expect((await race(1)).said).toEqual(["held"]);
});

test("a lock file that cannot be read, as after a full disk, is taken over", async () => {
  writeFileSync(file(), "");
  expect((await race(1)).said).toEqual(["held"]);
});
