import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { type BackOffTimes, backOff } from "./back-off";
import { prefixLines } from "./prefix-lines";

export type ChildSpec = {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Asked again and again until it says true; a child without one counts as ready once it runs. */
  ready?: () => Promise<boolean>;
};

export type Patience = BackOffTimes & {
  /** For being ready the first time, and how many deaths are forgiven until then. */
  readyMs: number;
  attempts: number;
};

const PATIENCE: Patience = { firstMs: 250, mostMs: 10_000, steadyMs: 30_000, readyMs: 90_000, attempts: 3 };

export type SupervisedChild = {
  readonly name: string;
  readonly pid: () => number | undefined;
  /** Resolves when it is ready the first time; rejects when it never gets there. */
  readonly ready: Promise<void>;
  /** Ends it in an orderly way and starts it anew at once, as after a change of its code. */
  restart: () => void;
  /** SIGTERM, and SIGKILL for its whole group after the grace. */
  stop: (graceMs: number) => Promise<void>;
};

const groupKill = (pid: number): void => {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // Nobody is left in the group.
  }
};

/**
 * Keeps one process running: starts it, passes its output on under its name, restarts it when it dies (with back-off),
 * until `stop`. It runs in a session of its own, so that Ctrl-C in the terminal reaches the supervisor alone.
 */
export function superviseChild(
  spec: ChildSpec,
  hooks: { say: (line: string) => void; onPid: () => void },
  patience: Patience = PATIENCE,
): SupervisedChild {
  let child: ChildProcess | undefined;
  let ended: Promise<void> = Promise.resolve();
  let stopping = false;
  let wasReady = false;
  let restarting = false;
  let deaths = 0;
  const waitAfter = backOff(patience);
  let timer: NodeJS.Timeout | undefined;
  let resolveReady = (): void => {};
  let rejectReady = (_: Error): void => {};
  const ready = new Promise<void>((resolve, reject) => {
    resolveReady = resolve;
    rejectReady = reject;
  });
  ready.catch(() => {});

  const start = (): void => {
    const begun = Date.now();
    const spawned = spawn(spec.command, spec.args, {
      env: spec.env,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: process.platform !== "win32",
    });
    child = spawned;
    prefixLines(spec.name, spawned.stdout, process.stdout);
    prefixLines(spec.name, spawned.stderr, process.stderr);
    ended = new Promise((resolve) => {
      const onEnd = (why: string): void => {
        if (child === spawned) child = undefined;
        resolve();
        onDeath(why, Date.now() - begun);
      };
      spawned.once("error", (error) => spawned.pid === undefined && onEnd(error.message));
      spawned.once("exit", (code, signal) => onEnd(signal === null ? `exit code ${code}` : `signal ${signal}`));
    });
    hooks.onPid();
    void becomeReady(spawned, begun);
  };

  const becomeReady = async (spawned: ChildProcess, begun: number): Promise<void> => {
    while (child === spawned && !stopping) {
      if (await (spec.ready?.() ?? Promise.resolve(true)).catch(() => false)) {
        if (child !== spawned || stopping) return;
        if (wasReady) hooks.say(`${spec.name} is back`);
        wasReady = true;
        resolveReady();
        return;
      }
      if (!wasReady && Date.now() - begun > patience.readyMs) {
        rejectReady(new Error(`${spec.name} was not ready after ${Math.round(patience.readyMs / 1000)} s.`));
        return;
      }
      await pause(40);
    }
  };

  const onDeath = (why: string, aliveMs: number): void => {
    hooks.onPid();
    if (stopping) return;
    if (restarting) {
      restarting = false;
      start();
      return;
    }
    deaths++;
    if (!wasReady && deaths >= patience.attempts) {
      rejectReady(new Error(`${spec.name} ended ${deaths} times while it started (${why}); its lines are above.`));
      return;
    }
    const delay = waitAfter(aliveMs);
    hooks.say(`${spec.name} ended (${why}); starting it again in ${delay / 1000} s`);
    timer = setTimeout(start, delay);
  };

  start();
  return {
    name: spec.name,
    pid: () => child?.pid,
    ready,
    restart: () => {
      if (child === undefined || stopping) return;
      restarting = true;
      child.kill("SIGTERM");
    },
    stop: async (graceMs) => {
      stopping = true;
      clearTimeout(timer);
      const pid = child?.pid;
      if (pid === undefined) return;
      child?.kill("SIGTERM");
      const grace = setTimeout(() => groupKill(pid), graceMs);
      await ended;
      clearTimeout(grace);
      groupKill(pid);
    },
  };
}
