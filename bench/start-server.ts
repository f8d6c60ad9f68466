import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@/server/database/free-port";
import type { Workbench } from "./workbench";

export type Server = {
  url: string;
  /** Milliseconds of CPU, user and system, since the process began. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
};

export type ServerOptions = {
  script: string;
  args?: (port: number) => string[];
  nodeFlags?: string[];
  /** Beside the run's own environment. */
  environment?: Record<string, string>;
  cwd?: string;
  /** Answers with anything but 5xx once it is ready. */
  readyPath?: string;
};

const START_PATIENCE_MS = 20_000;
const STOP_PATIENCE_MS = 10_000;
const LINES_KEPT = 20;

/** Starts a server on a free loopback port, which it is told as PORT and GATEWAY_PORT, and waits until it answers. */
export async function startServer(bench: Workbench, options: ServerOptions): Promise<Server> {
  const port = await freePort();
  const child = fork(options.script, options.args?.(port) ?? [], {
    cwd: options.cwd ?? bench.root,
    env: {
      ...bench.environment,
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: String(port),
      GATEWAY_PORT: String(port),
      ...options.environment,
    },
    execArgv: [...(options.nodeFlags ?? []), "--import", join(bench.root, "bench/report-cpu.mjs")],
    silent: true,
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      lines.push(...text.trimEnd().split("\n"));
      lines.splice(0, lines.length - LINES_KEPT);
    });
  }
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    const hurry = setTimeout(() => child.kill("SIGKILL"), STOP_PATIENCE_MS);
    await ended;
    clearTimeout(hurry);
  };
  bench.onClose(stop);
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url + (options.readyPath ?? "/"), () => `${options.script}\n${lines.join("\n")}`);
  return { url, cpuMs: () => askCpu(child), stop };
}

async function untilReady(child: ChildProcess, url: string, describe: () => string): Promise<void> {
  const until = Date.now() + START_PATIENCE_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`A server ended at once: ${describe()}`);
    const status = await fetch(url).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 503,
    );
    if (status < 500) return;
    await pause(50);
  }
  throw new Error(`A server does not get ready: ${describe()}`);
}

function askCpu(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const onEnd = (): void => reject(new Error("A server under test ended in the middle of the run."));
    child.once("exit", onEnd);
    child.once("message", (usage) => {
      child.off("exit", onEnd);
      const { user, system } = usage as NodeJS.CpuUsage;
      resolve((user + system) / 1000);
    });
    child.send("cpu");
  });
}
