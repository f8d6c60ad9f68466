import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@/server/database/free-port";
import type { Workbench } from "./workbench";

export type Server = {
  url: string;
  /** Of the process. */
  pid: number;
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
  /** Otherwise any free one. */
  port?: number;
};

export type ForkedServer = { child: ChildProcess; ended: Promise<void>; output(): string };

const START_PATIENCE_MS = 20_000;
const STOP_PATIENCE_MS = 10_000;
const LINES_KEPT = 20;

/** Forks a server that is told its loopback port as PORT and GATEWAY_PORT; it is neither waited for nor ended with the run. */
export function forkServer(bench: Workbench, options: ServerOptions & { port: number }): ForkedServer {
  const { port } = options;
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
  return { child, ended, output: () => `${options.script}\n${lines.join("\n")}` };
}

/** Ends it as an operator would, and by force when it takes too long. */
export async function stopServer({ child, ended }: ForkedServer): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
  const hurry = setTimeout(() => child.kill("SIGKILL"), STOP_PATIENCE_MS);
  await ended;
  clearTimeout(hurry);
}

/** Starts a server on a free loopback port and waits until it answers. It ends with the run. */
export async function startServer(bench: Workbench, options: ServerOptions): Promise<Server> {
  const port = options.port ?? (await freePort());
  const forked = forkServer(bench, { ...options, port });
  const { child } = forked;
  const stop = (): Promise<void> => stopServer(forked);
  bench.onClose(stop);
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url + (options.readyPath ?? "/"), forked.output);
  return { url, pid: child.pid ?? 0, cpuMs: () => askCpu(child), stop };
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
