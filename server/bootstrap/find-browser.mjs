import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { Failure } from "./failure.mjs";
import { lastLines, runCommand } from "./run-command.mjs";

const INSTALLED = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DOWNLOAD_PATIENCE_MS = 5 * 60_000;

/** A browser counts when it runs: one without its system libraries does not. */
async function works(path) {
  if (path === undefined || !existsSync(path)) return false;
  return (await runCommand(path, ["--version"], { timeoutMs: 20_000 })).code === 0;
}

async function firstThatWorks(paths) {
  for (const path of paths) if (await works(path)) return path;
  return undefined;
}

const onPath = () =>
  (process.env.PATH ?? "").split(delimiter).flatMap((folder) => INSTALLED.map((name) => join(folder, name)));

const ofPlaywright = (root) => createRequire(join(root, "package.json"))("@playwright/test").chromium.executablePath();

/**
 * Chromium for the end-to-end tests: CHROMIUM_PATH, an installed one, Playwright's own; else installs it.
 * @throws Failure with what was tried
 */
export async function findBrowser(root, environment) {
  const given = environment.CHROMIUM_PATH;
  if (given !== undefined) {
    if (await works(given)) return given;
    throw new Failure(`CHROMIUM_PATH=${given} is not a browser that runs. Example: CHROMIUM_PATH=/usr/bin/chromium`);
  }
  const found = await firstThatWorks([...onPath(), ofPlaywright(root)]);
  if (found !== undefined) return found;

  const cli = join(root, "node_modules/@playwright/test/cli.js");
  const attempts = [[process.execPath, [cli, "install", "chromium"]]];
  if (process.getuid?.() === 0) {
    attempts.push(["sh", ["-c", "apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y chromium"]]);
  }
  const said = [];
  for (const [command, args] of attempts) {
    const { output } = await runCommand(command, args, {
      cwd: root,
      env: environment,
      timeoutMs: DOWNLOAD_PATIENCE_MS,
    });
    const installed = await firstThatWorks([...onPath(), ofPlaywright(root)]);
    if (installed !== undefined) return installed;
    said.push(`${args.at(-1)}:\n${lastLines(output, 6)}`);
  }
  throw new Failure(
    `There is no Chromium for the end-to-end tests. Install one, or set CHROMIUM_PATH.\n${said.join("\n")}`,
  );
}
