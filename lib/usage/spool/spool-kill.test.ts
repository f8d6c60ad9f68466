import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { makeCaller } from "@/lib/testing/usage";
import { openSpool } from "./spool";

const WAYS = ["the thread that answers", "a thread of its own"];

test.each(WAYS)("kill -9 at any moment loses no answered record and counts none twice, flushed in %s", async (way) => {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-spool-"));
  const scripts = join(process.cwd(), `.build/spool-kill-${process.pid}`);
  const script = join(scripts, "child.mjs");
  const options: BuildOptions = {
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    alias: { "@": process.cwd() },
    logLevel: "error",
  };
  await build({ ...options, stdin: { contents: CHILD, resolveDir: process.cwd(), loader: "ts" }, outfile: script });
  await build({
    ...options,
    entryPoints: ["server/gateway/flush/flush-thread.ts"],
    outfile: join(scripts, "thread.mjs"),
  });
  const caller = makeCaller();
  const rounds: { from: number; answered: number }[] = [];
  for (const [round, enough] of [1, 700, 3_000, 9_000].entries()) {
    const from = round * 1_000_000;
    const child = spawn(process.execPath, [script, folder, JSON.stringify(caller), String(from), way], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    rounds.push({ from, answered: await killAfter(child, from + enough) });
  }
  const spool = openSpool({ folder, flushEveryMs: 2 ** 30 });
  await spool.close();
  rmSync(folder, { recursive: true });
  rmSync(scripts, { recursive: true });
  const minute = (number: number) => new Date(Date.parse("2000-01-01T00:00:00Z") + number * 60_000);
  for (const { from, answered } of rounds) {
    const { rows } = await pool().query(
      `SELECT count(*)::int AS records, max(allowed)::int AS most FROM usage_minutes
       WHERE key_id = $1 AND bucket >= $2 AND bucket < $3`,
      [caller.keyId, minute(from), minute(answered)],
    );
    expect(rows[0]).toEqual({ records: answered - from, most: 1 });
  }
  const { rows } = await pool().query("SELECT max(allowed)::int AS most FROM usage_minutes WHERE key_id = $1", [
    caller.keyId,
  ]);
  expect(rows[0].most).toBe(1);
});

/** Kills the child once it has answered up to `enough`; returns the number it did answer up to. */
async function killAfter(child: ChildProcess, enough: number): Promise<number> {
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
    if (Number(output.trimEnd().split("\n").at(-1)) >= enough) child.kill("SIGKILL");
  });
  await once(child, "close");
  return Number(output.slice(0, output.lastIndexOf("\n")).split("\n").at(-1));
}

// Records one verification a minute of the year 2000 and after, so that each has a row of its own, several a tick, and says
// each number once it was answered. Answers come in order, so the last number said is how many were answered.
const CHILD = `
  import { writeSync } from "node:fs";
  import { openSpool } from "./lib/usage/spool/spool";
  import { startFlushThread } from "./server/gateway/flush/start-flush-thread";
  const [folder, caller, from, way] = process.argv.slice(2);
  const { flush } = startFlushThread(new URL("./thread.mjs", import.meta.url), console.error);
  const spool = openSpool({ folder, flushEveryMs: 20, flush: way === "a thread of its own" ? flush : undefined });
  let next = Number(from);
  const record = () => {
    for (let i = 0; i < 25; i++) {
      const number = next++;
      const at = Date.parse("2000-01-01T00:00:00Z") + number * 60000;
      spool.recordVerification({ ...JSON.parse(caller), at, code: "VALID" }, () => writeSync(1, (number + 1) + "\\n"));
    }
    setTimeout(record, 1);
  };
  record();
`;
