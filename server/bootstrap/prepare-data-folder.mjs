import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "./failure.mjs";

/** As mkdir's own `recursive`, which never ends under a file system that makes no folders, /proc for example. */
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** Makes the data folder (mode 0700) when it is missing. @throws Failure when nothing can be written there */
export function prepareDataFolder(folder) {
  const probe = join(folder, `.writable-${process.pid}`);
  try {
    makeFolder(folder);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    throw new Failure(
      `The data folder ${folder} cannot be written (${error.code}). Make it writable for this user, or choose another with ` +
        "LATCHKEY_DATA_DIR, for example: LATCHKEY_DATA_DIR=$HOME/latchkey-data npm start",
    );
  }
}
