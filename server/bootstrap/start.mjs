// npm start: from a fresh clone to a running Latchkey. Node built-ins only, for nothing is installed yet.
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { checkNode } from "./check-node.mjs";
import { claimDataFolder } from "./claim-data-folder.mjs";
import { endWithNpm } from "./end-with-npm.mjs";
import { Failure, reportFailure } from "./failure.mjs";
import { onInterrupt } from "./on-interrupt.mjs";
import { describeProcess } from "./process-identity.mjs";
import { createProgress } from "./progress.mjs";
import { readFlags } from "./read-flags.mjs";
import { readSettings } from "./read-settings.mjs";
import { setUp } from "./set-up.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

async function start() {
  checkNode();
  endWithNpm();
  const { demo, "only=gateway": isGateway } = readFlags(
    ["demo", "only=gateway"],
    "npm start -- [--demo | --only=gateway]",
  );
  if (demo && isGateway) throw new Failure("The demo team is filled where the dashboard runs: npm start -- --demo");
  const progress = createProgress();
  const settings = readSettings(root, isGateway ? "gateway" : undefined);
  const claim = await claimDataFolder(settings, progress);
  const interrupt = onInterrupt(() => claim.release());
  try {
    await setUp(["packages", "client", "server", ...(isGateway ? [] : ["dashboard"])], settings, progress);
    const { runSupervisor } = await import(pathToFileURL(join(root, ".build/server/supervisor.mjs")).href);
    interrupt.handOver();
    const running = runSupervisor({
      settings,
      bundles: join(root, ".build/server"),
      development: false,
      demo,
      progress,
      onProcesses: (pids) => claim.update({ children: pids.map(describeProcess) }),
    });
    return await running.ended;
  } finally {
    claim.release();
  }
}

process.exitCode = await start().catch(reportFailure);
process.exit();
