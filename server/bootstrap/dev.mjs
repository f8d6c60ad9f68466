// npm run dev: all of npm start in watch mode. Next reloads pages; gateway and worker restart when their code changes.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleOptions, loadEsbuild } from "./bundle-server.mjs";
import { checkNode } from "./check-node.mjs";
import { claimDataFolder } from "./claim-data-folder.mjs";
import { endWithNpm } from "./end-with-npm.mjs";
import { reportFailure } from "./failure.mjs";
import { onInterrupt } from "./on-interrupt.mjs";
import { describeProcess } from "./process-identity.mjs";
import { createProgress } from "./progress.mjs";
import { readFlags } from "./read-flags.mjs";
import { readSettings } from "./read-settings.mjs";
import { setUp } from "./set-up.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const WATCHED = ["gateway", "worker"];
const FOLDER = ".build/dev";

/** Calls back with the name of each watched bundle whose content is another than before. */
function onChange(bundles, changed) {
  const hashOf = (name) =>
    createHash("sha256")
      .update(readFileSync(join(bundles, `${name}.mjs`)))
      .digest("hex");
  const seen = new Map();
  return {
    name: "report-changes",
    setup(build) {
      build.onEnd(({ errors }) => {
        for (const error of errors) {
          process.stderr.write(`${error.location?.file ?? "?"}:${error.location?.line ?? 0} ${error.text}\n`);
        }
        if (errors.length > 0) return;
        for (const name of WATCHED) {
          const [before, now] = [seen.get(name), hashOf(name)];
          seen.set(name, now);
          if (before !== undefined && before !== now) changed(name);
        }
      });
    },
  };
}

async function dev() {
  checkNode();
  endWithNpm();
  const { demo } = readFlags(["demo"], "npm run dev -- [--demo]");
  const progress = createProgress();
  const settings = readSettings(root);
  const claim = await claimDataFolder(settings, progress);
  const interrupt = onInterrupt(() => claim.release());
  const bundles = join(settings.root, FOLDER);
  let running;
  let watcher;
  try {
    await setUp(["packages", "client", "server"], settings, progress);
    const esbuild = await loadEsbuild(settings.root);
    const plugins = [
      onChange(bundles, (name) => {
        progress.say(`${name} changed; restarting it`);
        running?.restart(name);
      }),
    ];
    watcher = await esbuild.context({ ...bundleOptions(settings.root, FOLDER), plugins });
    await watcher.rebuild();
    await watcher.watch();
    const { runSupervisor } = await import(pathToFileURL(join(bundles, "supervisor.mjs")).href);
    interrupt.handOver();
    running = runSupervisor({
      settings,
      bundles,
      development: true,
      demo,
      progress,
      onProcesses: (pids) => claim.update({ children: pids.map(describeProcess) }),
    });
    return await running.ended;
  } finally {
    await watcher?.dispose();
    claim.release();
  }
}

process.exitCode = await dev().catch(reportFailure);
process.exit();
