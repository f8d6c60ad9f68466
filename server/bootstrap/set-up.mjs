import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { buildDashboard, dashboardIsBuilt } from "./build-dashboard.mjs";
import { bundleServer, serverIsBundled } from "./bundle-server.mjs";
import { clientIsGenerated, generateClient } from "./generate-client.mjs";
import { installPackages, packagesAreInstalled } from "./install-packages.mjs";
import { takeLock } from "./lock.mjs";
import { describeProcess } from "./process-identity.mjs";
import { onCommands } from "./run-command.mjs";
import { waitForLeftovers } from "./wait-for-leftovers.mjs";

const STEPS = {
  packages: {
    isDone: packagesAreInstalled,
    work: installPackages,
    doing: "installing packages from package-lock.json (about a minute, once)",
    done: "packages installed",
    unchanged: "packages installed already",
  },
  client: {
    isDone: clientIsGenerated,
    work: generateClient,
    doing: "generating the database client",
    done: "database client generated",
    unchanged: "database client up to date",
  },
  server: {
    isDone: serverIsBundled,
    work: bundleServer,
    doing: "bundling gateway, worker and tools",
    done: "gateway, worker and tools bundled",
    unchanged: "gateway, worker and tools up to date",
  },
  dashboard: {
    isDone: dashboardIsBuilt,
    work: buildDashboard,
    doing: "building the dashboard (about a minute, when it changed)",
    done: "dashboard built",
    unchanged: "dashboard up to date",
  },
};

const BUILD_PATIENCE_MS = 15 * 60_000;

/**
 * Does what of the set-up is stale, a progress line each. Two commands may need it in one checkout at once, on different
 * data folders: one works and the other waits.
 * @param {("packages" | "client" | "server" | "dashboard")[]} wanted in this order
 */
export async function setUp(wanted, { root, environment, background }, progress) {
  const steps = wanted.map((name) => STEPS[name]);
  let lock;
  try {
    for (const { isDone, work, doing, done, unchanged } of steps) {
      const line = (worked) => (worked ? done : unchanged);
      await progress.step(doing, line, async () => {
        if (isDone(root)) return false;
        lock ??= await lockCheckout(root, progress);
        if (isDone(root)) return false;
        await work(root, environment, background);
        return true;
      });
    }
  } finally {
    lock?.release();
  }
}

/** A predecessor that was killed may have left npm or next behind, at work on the very folders that come next. */
async function lockCheckout(root, progress) {
  mkdirSync(join(root, ".build"), { recursive: true });
  const lock = await takeLock(
    join(root, ".build/setup.lock"),
    {},
    {
      waitMs: BUILD_PATIENCE_MS,
      onWait: ({ pid }) => progress.say(`  … waiting for the set-up that process ${pid} is doing in this folder`),
    },
  );
  await waitForLeftovers(lock.predecessor?.children, 0);
  onCommands((pids) => lock.update({ children: pids.map(describeProcess) }));
  return lock;
}
