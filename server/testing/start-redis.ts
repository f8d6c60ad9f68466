import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "./free-port";

export type TestRedis = {
  readonly url: string;
  readonly port: number;
  /** Keeps its connections and answers nothing, as a process that hangs. */
  pause(): void;
  resume(): void;
  /** Ends it at once, as `kill -9` does; what it held is gone. */
  kill(): Promise<void>;
  /** Starts it anew on the same port, empty. Resolves when it answers. */
  restart(): Promise<void>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
};

const ATTEMPTS = 5;

/**
 * A real redis-server on loopback, without persistence.
 * @param given `port`: that one instead of a free one; `settings`: as on redis-server's command line
 * @throws when the machine has none, saying how to get one
 */
export async function startRedis(given: { port?: number; settings?: string[] } = {}): Promise<TestRedis> {
  const { settings = [] } = given;
  const folder = mkdtempSync(join(tmpdir(), "latchkey-redis-"));
  let port = 0;
  let child: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    const killed = child;
    child = undefined;
    if (killed === undefined || killed.exitCode !== null) return;
    const exited = once(killed, "exit");
    killed.kill("SIGKILL");
    await exited;
  };
  const stop = async (): Promise<void> => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  const run = async (): Promise<void> => {
    child = await runServer(["--port", `${port}`, "--dir", folder, ...settings], port);
  };
  try {
    for (let attempt = 1; child === undefined; attempt++) {
      port = given.port ?? (await freePort());
      // The port may have been taken meanwhile.
      await run().catch((error: Error) => {
        if (attempt === ATTEMPTS || error instanceof NoRedis) throw error;
      });
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    pause: () => child?.kill("SIGSTOP"),
    resume: () => child?.kill("SIGCONT"),
    kill,
    restart: () => kill().then(run),
    stop,
  };
}

class NoRedis extends Error {}

async function runServer(args: string[], port: number): Promise<ChildProcess> {
  const command = process.env.REDIS_SERVER_PATH ?? "redis-server";
  const common = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--loglevel", "warning"];
  const child = spawn(command, [...common, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      said += chunk;
    });
  let ended: Error | undefined;
  child.once("exit", (code) => {
    ended ??= new Error(`${command} ended with code ${code} while it started: ${said.trim()}`);
  });
  child.once("error", (error) => {
    ended = new NoRedis(
      `${command} cannot be run (${error.message}). Install it (Debian: apt-get install redis-server) or set REDIS_SERVER_PATH.`,
    );
  });
  while (!(await accepts(port))) {
    if (ended !== undefined) throw ended;
    await pause(10);
  }
  if (ended !== undefined) throw ended;
  return child;
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
