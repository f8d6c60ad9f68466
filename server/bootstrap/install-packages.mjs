import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { contentHash, isFresh, writeStamp } from "./content-hash.mjs";
import { Failure } from "./failure.mjs";
import { runCommand } from "./run-command.mjs";

const stampOf = (root) => join(root, "node_modules/.latchkey-installed");
const lockHash = (root) => contentHash(root, ["package-lock.json"]);

/** True when npm's own note in node_modules says that every package of the lockfile is there, as after `npm ci` by hand. */
function matchesLockfile(root) {
  const note = join(root, "node_modules/.package-lock.json");
  if (!existsSync(note)) return false;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(note, "utf8")).packages;
  const same = (a, b) => a.version === b.version && a.integrity === b.integrity;
  return (
    Object.entries(wanted).every(([path, entry]) => {
      if (path === "") return true;
      const there = installed[path];
      return there === undefined ? entry.optional === true || entry.devOptional === true : same(there, entry);
    }) && Object.keys(installed).every((path) => path in wanted)
  );
}

export function packagesAreInstalled(root) {
  if (isFresh(stampOf(root), lockHash(root))) return true;
  if (!matchesLockfile(root)) return false;
  writeStamp(stampOf(root), lockHash(root));
  return true;
}

/** npm says the cause first and where its log is last; between them stands advice. */
function firstAndLast(output) {
  const lines = output.trimEnd().split("\n");
  return lines.length <= 24 ? lines.join("\n") : [...lines.slice(0, 16), "…", ...lines.slice(-6)].join("\n");
}

/** `npm ci`, development packages included: the types and the compiler are needed to build. */
export async function installPackages(root, environment) {
  const cli = environment.npm_execpath?.endsWith("npm-cli.js") ? environment.npm_execpath : undefined;
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } = await runCommand(cli ? process.execPath : npm, cli ? [cli, ...args] : args, {
    cwd: root,
    env: environment,
  });
  if (code !== 0) {
    throw new Failure(
      `npm ci ended with code ${code}:\n${firstAndLast(output)}\nCheck the network and the npm registry, then run the command again.`,
    );
  }
  writeStamp(stampOf(root), lockHash(root));
}
