import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure.mjs";

/** Makes the data folder (mode 0700) when it is missing. @throws Failure when nothing can be written there */
export function prepareDataFolder(folder) {
  const probe = join(folder, `.writable-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    throw new Failure(
      `The data folder ${folder} cannot be written (${error.code}). Make it writable for this user, or choose another with ` +
        "LATCHKEY_DATA_DIR, for example: LATCHKEY_DATA_DIR=$HOME/latchkey-data npm start",
    );
  }
}
