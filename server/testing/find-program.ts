import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Debian keeps servers where an ordinary user's PATH does not look. */
const ALSO = ["/usr/sbin", "/usr/local/sbin"];

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const VARIABLES = { nginx: "NGINX_PATH", caddy: "CADDY_PATH", "redis-server": "REDIS_SERVER_PATH", jq: "JQ_PATH" };

/**
 * A server that tests run the product against: where its variable says (`npm test` sets it), or on the PATH.
 * @returns its path, or null where it is not installed
 */
export function findProgram(name: keyof typeof VARIABLES): string | null {
  const given = process.env[VARIABLES[name]];
  if (given) return given;
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...ALSO].filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

/** Why a test that needs the program is skipped. `npm test` says what its attempt to install it came to. */
export const whyMissing = (name: string): string =>
  `${name} is not installed. ${process.env.NOT_INSTALLED ?? "npm test installs it, as root."}`;
