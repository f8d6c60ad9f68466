import { constants } from "node:os";
import { endCommands } from "./run-command.mjs";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Until the supervisor takes over (`handOver`): a signal ends the commands under way, then cleans up and exits as a shell
 * expects, 128 + the signal's number.
 */
export function onInterrupt(cleanUp) {
  let stopping = false;
  const stop = async (signal) => {
    if (stopping) return;
    stopping = true;
    await endCommands();
    cleanUp();
    process.stderr.write(`\nStopped by ${signal} before the start was finished; the next start goes on from here.\n`);
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  return {
    handOver: () => {
      for (const signal of SIGNALS) process.off(signal, stop);
    },
  };
}
