import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The script that rotates by schedule, as it is shipped and tested. */
export const readScript = (): Promise<string> =>
  readFile(join(/* turbopackIgnore: true */ process.cwd(), "deploy", "rotate-key.sh"), "utf8");
