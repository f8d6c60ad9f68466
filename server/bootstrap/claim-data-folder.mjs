import { join, relative } from "node:path";
import { checkPorts } from "./check-ports.mjs";
import { Failure } from "./failure.mjs";
import { LockHeld, takeLock } from "./lock.mjs";
import { prepareDataFolder } from "./prepare-data-folder.mjs";
import { waitForLeftovers } from "./wait-for-leftovers.mjs";

export const lockFile = (dataFolder) => join(dataFolder, "lock");

const alreadyRunning = (holder, dataFolder) =>
  holder.purpose === "start"
    ? `Latchkey is already running with the data folder ${dataFolder}: process ${holder.pid}, ` +
      `${holder.dashboardUrl === undefined ? "" : `dashboard ${holder.dashboardUrl}, `}gateway ${holder.gatewayUrl}. Stop it first (kill ${holder.pid}), or choose another folder with LATCHKEY_DATA_DIR.`
    : `An operator's command (process ${holder.pid}) is using the data folder ${dataFolder}. Try again when it has ended.`;

/**
 * Makes this process the one that works in the data folder, and checks that it can listen. @throws Failure
 * @returns the lock: `update(more)`, `release()`
 */
export async function claimDataFolder(settings, progress) {
  const { root, dataFolder, gatewayUrl, port, gatewayPort, only } = settings;
  const dashboardUrl = only === undefined ? settings.dashboardUrl : undefined;
  const shown = relative(root, dataFolder).startsWith("..") ? dataFolder : relative(root, dataFolder);
  const done = `Node ${process.versions.node}, ${only === undefined ? `ports ${port} and` : "port"} ${gatewayPort}, data folder ${shown}`;
  return progress.step("checking Node, ports and data folder", done, async () => {
    prepareDataFolder(dataFolder);
    const lock = await takeLock(lockFile(dataFolder), { purpose: "start", dashboardUrl, gatewayUrl }).catch((error) => {
      throw error instanceof LockHeld ? new Failure(alreadyRunning(error.holder, dataFolder)) : error;
    });
    try {
      await waitForLeftovers(lock.predecessor?.children);
      await checkPorts(settings);
    } catch (error) {
      lock.release();
      throw error;
    }
    return lock;
  });
}
