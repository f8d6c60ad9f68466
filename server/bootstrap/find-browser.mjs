import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { Failure } from "./failure.mjs";
import { runCommand } from "./run-command.mjs";

const INSTALLED = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DOWNLOAD_PATIENCE_MS = 5 * 60_000;

/** A browser counts when it runs: one without its system libraries does not. */
async function works(path) {
  if (path === undefined || !existsSync(path)) return false;
  return (await runCommand(path, ["--version"], { timeoutMs: 20_000 })).code === 0;
}

const onPath = () =>
  (process.env.PATH ?? "").split(delimiter).flatMap((folder) => INSTALLED.map((name) => join(folder, name)));

const ofPlaywright = (root) => createRequire(join(root, "package.json"))("@playwright/test").chromium.executablePath();

/**
 * Chromium for the end-to-end tests: CHROMIUM_PATH, an installed one, Playwright's own.
 * @returns its path, undefined when there is none
 * @throws Failure when CHROMIUM_PATH is none
 */
export async function findBrowser(root, environment) {
  const given = environment.CHROMIUM_PATH;
  if (given !== undefined) {
    if (await works(given)) return given;
    throw new Failure(`CHROMIUM_PATH=${given} is not a browser that runs. Example: CHROMIUM_PATH=/usr/bin/chromium`);
  }
  for (const path of [...onPath(), ofPlaywright(root)]) if (await works(path)) return path;
  return undefined;
}

/** Playwright's own browser, which many networks block. @returns what it said */
export async function downloadBrowser(root, environment) {
  const cli = join(root, "node_modules/@playwright/test/cli.js");
  const options = { cwd: root, env: environment, timeoutMs: DOWNLOAD_PATIENCE_MS };
  return (await runCommand(process.execPath, [cli, "install", "chromium"], options)).output;
}
