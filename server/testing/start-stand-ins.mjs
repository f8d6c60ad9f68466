// npm start without its set-up and with stand-ins for the three processes: lock, ports, PostgreSQL and supervisor are real.
// Usage: node start-stand-ins.mjs <folder of the bundles> [--only=gateway]; with --bundle it makes them.
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleOptions, loadEsbuild } from "../bootstrap/bundle-server.mjs";
import { claimDataFolder } from "../bootstrap/claim-data-folder.mjs";
import { reportFailure } from "../bootstrap/failure.mjs";
import { describeProcess } from "../bootstrap/process-identity.mjs";
import { createProgress } from "../bootstrap/progress.mjs";
import { readSettings } from "../bootstrap/read-settings.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const [bundles, flag] = process.argv.slice(2);

async function makeBundles() {
  const options = bundleOptions(root, bundles);
  const isReal = ({ out }) => out === "supervisor" || out === "database";
  const standIn = (out) => ({ out, in: "server/testing/stand-in.ts" });
  const entryPoints = [...options.entryPoints.filter(isReal), ...["gateway", "worker", "dashboard"].map(standIn)];
  const esbuild = await loadEsbuild(root);
  await esbuild.build({ ...options, entryPoints });
  return 0;
}

async function start() {
  const settings = readSettings(root, flag === "--only=gateway" ? "gateway" : undefined);
  const progress = createProgress();
  const claim = await claimDataFolder(settings, progress);
  try {
    const { runSupervisor } = await import(pathToFileURL(join(bundles, "supervisor.mjs")).href);
    const onProcesses = (pids) => claim.update({ children: pids.map(describeProcess) });
    const options = { settings, bundles, development: false, demo: false, progress, onProcesses };
    return await runSupervisor(options).ended;
  } finally {
    claim.release();
  }
}

process.exitCode = await (flag === "--bundle" ? makeBundles() : start()).catch(reportFailure);
process.exit();
