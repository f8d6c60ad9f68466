import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { downloadBrowser, findBrowser } from "./find-browser.mjs";
import { installSystemPackages } from "./install-system-packages.mjs";
import { lastLines, runCommand } from "./run-command.mjs";

/** The programs, servers for the most part, that tests run the product against. `e2e/` and `server/testing/` are told where they are by the variable. */
const SERVERS = [
  { name: "redis-server", part: "unit", variable: "REDIS_SERVER_PATH", asks: "--version" },
  { name: "nginx", part: "e2e", variable: "NGINX_PATH", asks: "-v" },
  { name: "caddy", part: "e2e", variable: "CADDY_PATH", asks: "version" },
  { name: "jq", part: "e2e", variable: "JQ_PATH", asks: "--version" },
];
/** Debian keeps servers where an ordinary user's PATH does not look. */
const ALSO = ["/usr/sbin", "/usr/local/sbin"];

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

async function findServer({ name, variable, asks }, environment) {
  const folders = [...(environment.PATH ?? "").split(delimiter), ...ALSO].filter(Boolean);
  const paths = environment[variable] ? [environment[variable]] : folders.map((folder) => join(folder, name));
  for (const path of paths.filter(isExecutable)) {
    if ((await runCommand(path, [asks], { timeoutMs: 20_000 })).code === 0) return path;
  }
  return undefined;
}

async function look(root, environment, parts) {
  const found = {};
  const missing = [];
  for (const server of SERVERS.filter(({ part }) => parts.includes(part))) {
    const path = await findServer(server, environment);
    if (path === undefined) missing.push(server.name);
    else found[server.variable] = path;
  }
  if (parts.includes("e2e")) {
    const path = await findBrowser(root, environment);
    if (path === undefined) missing.push("chromium");
    else found.CHROMIUM_PATH = path;
  }
  return { found, missing };
}

/**
 * Finds what the tests of these parts run against, and installs what is missing where that is possible.
 * @returns {Promise<{ found: Record<string, string>, missing: string[], why: string }>} `found`: variables for the tests;
 *   `why`: what stood in the way of the missing ones
 * @throws Failure when a given path is of no use
 */
export async function findTestPrograms(root, environment, parts, install = installSystemPackages) {
  const first = await look(root, environment, parts);
  if (first.missing.length === 0) return { ...first, why: "" };
  const said = [];
  let { missing } = first;
  if (missing.includes("chromium")) {
    said.push(lastLines(await downloadBrowser(root, environment), 6));
    if ((await findBrowser(root, environment)) !== undefined) missing = missing.filter((name) => name !== "chromium");
  }
  if (missing.length > 0) said.push(lastLines(await install(missing, environment), 6));
  return { ...(await look(root, environment, parts)), why: said.join("\n") };
}
