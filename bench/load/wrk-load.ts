import { execFile, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Workbench } from "../workbench";
import type { Call, LoadOptions, LoadResult } from "./load";

const run = promisify(execFile);

export const hasWrk = (): boolean => spawnSync("wrk", ["-v"], { stdio: "ignore" }).error === undefined;

/** The whole request as one line; wrk-requests.lua puts the line breaks back. */
function asLine(call: Call, host: string): string {
  const { body = "" } = call;
  const headers = {
    Host: host,
    ...call.headers,
    ...(body === "" ? {} : { "Content-Length": Buffer.byteLength(body) }),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${call.method} ${call.path} HTTP/1.1`, ...lines, "", body].join("\u0001");
}

export const wrkLoad =
  (bench: Workbench) =>
  async ({ url, calls, connections, seconds }: LoadOptions): Promise<LoadResult> => {
    const list = join(bench.folder, "wrk-requests.txt");
    const { host } = new URL(url);
    writeFileSync(list, `${calls.map((call) => asLine(call, host)).join("\n")}\n`);
    const script = join(bench.root, "bench/load/wrk-requests.lua");
    const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "10s", "-s", script, url, "--", list];
    const { stdout } = await run("wrk", args, { signal: bench.signal });
    const found = /^RESULT (.*)$/m.exec(stdout)?.[1];
    if (found === undefined) throw new Error(`wrk gave no result:\n${stdout}`);
    return JSON.parse(found) as LoadResult;
  };
