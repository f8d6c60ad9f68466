// npm run admin -- <command> [--json]: the operator's command line, whether Latchkey runs or not.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { checkNode } from "./check-node.mjs";
import { lockFile } from "./claim-data-folder.mjs";
import { Failure, reportFailure } from "./failure.mjs";
import { LockHeld, liveHolder, takeLock } from "./lock.mjs";
import { onInterrupt } from "./on-interrupt.mjs";
import { prepareDataFolder } from "./prepare-data-folder.mjs";
import { createProgress } from "./progress.mjs";
import { readSettings } from "./read-settings.mjs";
import { setUp } from "./set-up.mjs";
import { waitForLeftovers } from "./wait-for-leftovers.mjs";

const READY_WITHIN_MS = 120_000;

const runningOn = (dataFolder) => {
  const holder = liveHolder(lockFile(dataFolder));
  return holder?.purpose === "start" ? holder : undefined;
};

/** Waits until what runs on the data folder can be reached; false when it has ended meanwhile. */
async function untilReady(dataFolder) {
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; await pause(100)) {
    if (runningOn(dataFolder) === undefined) return false;
    if (existsSync(join(dataFolder, "connection.json"))) return true;
  }
  throw new Failure(
    "Latchkey is starting on this data folder and is not ready yet. Try again when npm start shows its URLs.",
  );
}

async function claim({ dataFolder, databaseUrl }, interrupt) {
  const unneeded = { isRunning: false, release: () => {} };
  prepareDataFolder(dataFolder);
  if (databaseUrl !== undefined) return unneeded;
  for (;;) {
    if (runningOn(dataFolder) && (await untilReady(dataFolder))) return { isRunning: true, release: () => {} };
    try {
      const lock = await takeLock(lockFile(dataFolder), { purpose: "admin" });
      interrupt.cleanUp = lock.release;
      await waitForLeftovers(lock.predecessor?.children);
      return { isRunning: false, release: lock.release };
    } catch (error) {
      if (!(error instanceof LockHeld)) throw error;
      await pause(100);
    }
  }
}

async function admin() {
  checkNode();
  const settings = readSettings(fileURLToPath(new URL("../..", import.meta.url)));
  const quiet = createProgress(process.stderr, { quiet: true });
  const bundles = join(settings.root, ".build/server");
  const bundle = join(bundles, "admin.mjs");
  const interrupt = { cleanUp: () => {} };
  onInterrupt(() => interrupt.cleanUp());
  // What runs has been set up; changing packages and bundles under it is for the next start.
  if (!runningOn(settings.dataFolder) || !existsSync(bundle)) {
    await setUp(["packages", "client", "server"], settings, quiet);
  }
  const { runAdmin } = await import(pathToFileURL(bundle).href);
  return runAdmin(process.argv.slice(2), {
    settings,
    bundles,
    progress: quiet,
    isRunning: () => runningOn(settings.dataFolder) !== undefined,
    claim: () => claim(settings, interrupt),
  });
}

process.exitCode = await admin().catch(reportFailure);
// Nothing that a command opened may keep the shell waiting.
process.exit();
