// npm run bench: installs what it compares with, bundles the gateway and the benchmark, runs it. README.md says the rest.
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleOptions, loadEsbuild } from "../server/bootstrap/bundle-server.mjs";
import { checkNode } from "../server/bootstrap/check-node.mjs";
import { endWithNpm } from "../server/bootstrap/end-with-npm.mjs";
import { reportFailure } from "../server/bootstrap/failure.mjs";
import { installPackages, packagesAreInstalled } from "../server/bootstrap/install-packages.mjs";
import { createProgress } from "../server/bootstrap/progress.mjs";
import { setUp } from "../server/bootstrap/set-up.mjs";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
const bundles = join(root, ".build/bench");
const ENTRIES = ["main", "cache-child", "revoke-child"];

/** The machine's own settings do not reach the run: it chooses its ports, folders and database. */
function bareEnvironment() {
  const ours =
    /^(PORT|GATEWAY_.*|HOST|NODE_ENV|NODE_OPTIONS|DATABASE_URL|NEXTAUTH_.*|LATCHKEY_.*|TRUSTED_.*|STALE_ON_.*)$/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: "1", BETTER_AUTH_TELEMETRY: "0" };
}

async function bundleBench() {
  const esbuild = await loadEsbuild(root);
  const entryPoints = ENTRIES.map((out) => ({ out, in: `bench/${out}.ts` }));
  try {
    await esbuild.build({ ...bundleOptions(root, bundles), entryPoints });
  } finally {
    await esbuild.stop();
  }
}

async function run() {
  checkNode();
  endWithNpm();
  const environment = bareEnvironment();
  const progress = createProgress();
  await setUp(["packages", "client", "server"], { root, environment }, progress);
  const bench = join(root, "bench");
  if (!packagesAreInstalled(bench)) {
    await progress.step("installing the peers into bench/node_modules (once)", "peers installed", () =>
      installPackages(bench, environment),
    );
  }
  await bundleBench();
  const { main } = await import(pathToFileURL(join(bundles, "main.mjs")).href);
  return main({ root, bundles, environment, progress, args: process.argv.slice(2) });
}

process.exitCode = await run().catch(reportFailure);
process.exit();
