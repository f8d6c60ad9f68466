import { spawn } from "node:child_process";
import { constants, setPriority } from "node:os";

const running = new Set();
const HURRY_AFTER_MS = 3_000;
let tellRunning = () => {};

/** Calls back with the process ids of the commands under way, whenever they change. */
export const onCommands = (listener) => {
  tellRunning = () => listener([...running].map((child) => child.pid).filter((pid) => pid !== undefined));
};

const signalGroup = (child, signal) => {
  try {
    // A group of its own, so that npm's or next's own children end with it.
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Gone already.
  }
};

function stepBack(pid) {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Ended already.
  }
}

/** Ends the commands under way, when the start is interrupted: none may go on writing into what the next start reads. */
export async function endCommands() {
  const ends = [...running].map((child) => new Promise((resolve) => child.once("close", resolve)));
  for (const child of running) signalGroup(child, "SIGTERM");
  const hurry = setTimeout(() => {
    for (const child of running) signalGroup(child, "SIGKILL");
  }, HURRY_AFTER_MS);
  await Promise.all(ends);
  clearTimeout(hurry);
}

/**
 * Runs a command to its end and collects what it prints.
 * @param options.echo also passes the output on as it comes
 * @param options.background only with the processor's time that nobody else wants
 * @returns {Promise<{ code: number, output: string }>} code 127 when it cannot be run, 124 when it ran out of time
 */
export function runCommand(command, args, { cwd, env, echo = false, background = false, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      shell: process.platform === "win32" && command.endsWith(".cmd"),
    });
    running.add(child);
    tellRunning();
    if (background && child.pid !== undefined) stepBack(child.pid);
    let output = "";
    let late = false;
    const onLate = () => {
      late = true;
      signalGroup(child, "SIGKILL");
    };
    const timer = timeoutMs && setTimeout(onLate, timeoutMs);
    const collect = (chunk) => {
      output += chunk;
      if (echo) process.stdout.write(chunk);
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    const end = (code) => {
      clearTimeout(timer);
      running.delete(child);
      tellRunning();
      resolve({ code, output });
    };
    child.once("error", (error) => {
      output += error.message;
      end(127);
    });
    child.once("close", (code) => end(late ? 124 : (code ?? 1)));
  });
}

/** The last lines of an output, for a failure's message. */
export const lastLines = (output, count = 20) => output.trimEnd().split("\n").slice(-count).join("\n");
