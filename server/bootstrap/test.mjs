// npm test: everything, on a fresh clone too. The last line is the sum.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkNode } from "./check-node.mjs";
import { endWithNpm } from "./end-with-npm.mjs";
import { Failure, reportFailure } from "./failure.mjs";
import { findBrowser } from "./find-browser.mjs";
import { onInterrupt } from "./on-interrupt.mjs";
import { createProgress } from "./progress.mjs";
import { readSettings } from "./read-settings.mjs";
import { runCommand } from "./run-command.mjs";
import { setUp } from "./set-up.mjs";
import { playwrightCounts, vitestCounts } from "./test-counts.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const PARTS = ["static", "unit", "e2e"];

function readParts(args) {
  const only = args.length === 1 ? /^--only=(.+)$/.exec(args[0])?.[1] : undefined;
  if (args.length === 0) return PARTS;
  if (only !== undefined && PARTS.includes(only)) return [only];
  process.stderr.write(`Usage: npm test [-- --only=${PARTS.join("|")}]\n`);
  return process.exit(2);
}

/** The tests choose their own ports, folders and databases; a developer's .env and shell do not reach them. */
function testEnvironment() {
  const ours =
    /^(FORCE_COLOR|PORT|GATEWAY_PORT|HOST|NODE_ENV|DATABASE_URL|NEXTAUTH_.*|LATCHKEY_.*|TRUSTED_PROXIES|STALE_ON_.*)$/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1" };
}

const progress = createProgress();
const total = { passed: 0, failed: 0, skipped: 0 };

/** Runs one step, adds what it counted, and on failure shows its whole output. */
async function count(name, work) {
  const add = (counts) => {
    for (const key of Object.keys(total)) total[key] += counts[key];
  };
  const line = ({ passed, failed, skipped }) =>
    passed + failed + skipped === 1 && skipped === 0
      ? name
      : `${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`;
  const result = await progress
    .step(name, line, async () => {
      const { counts, output } = await work();
      add(counts);
      if (counts.failed > 0) throw new Failure(output);
      return counts;
    })
    .catch((error) => {
      if (!(error instanceof Failure)) add({ passed: 0, failed: 1, skipped: 0 });
      process.stdout.write(`\n${error.message || error.stack}\n\n`);
    });
  return result !== undefined;
}

const node = (script, args, environment) =>
  runCommand(process.execPath, [join(root, "node_modules", script), ...args], { cwd: root, env: environment });

async function checkStatically(environment) {
  const one = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });
  const checks = [
    ["format and lint (biome)", "@biomejs/biome/bin/biome", ["ci", "."]],
    ["types (tsc)", "typescript/bin/tsc", ["--noEmit"]],
    [
      "import rules (dependency-cruiser)",
      "dependency-cruiser/bin/dependency-cruise.mjs",
      ["app", "components", "lib", "server", "prisma", "e2e", "--config", ".dependency-cruiser.cjs"],
    ],
    ["nothing unused (knip)", "knip/bin/knip.js", []],
  ];
  for (const [name, script, args] of checks) {
    await count(name, async () => {
      // Next writes the types of its routes; tsc needs them.
      if (name.startsWith("types")) await node("next/dist/bin/next", ["typegen"], environment);
      const { code, output } = await node(script, args, environment);
      return { counts: one(code), output };
    });
  }
}

async function testUnits(reports, environment) {
  await count("unit and integration (vitest)", async () => {
    const file = join(reports, "vitest.json");
    const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const { code, output } = await node("vitest/vitest.mjs", args, environment);
    return { counts: vitestCounts(file, code), output };
  });
}

async function testEndToEnd(reports, environment, settings) {
  await setUp(["server", "dashboard"], settings, progress);
  const seen = { browser: "" };
  await progress.step(
    "finding Chromium",
    () => `Chromium: ${seen.browser}`,
    async () => {
      seen.browser = await findBrowser(root, environment);
    },
  );
  await count("end to end (playwright)", async () => {
    const file = join(reports, "playwright.json");
    const env = { ...environment, CHROMIUM_PATH: seen.browser, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
    const { code, output } = await node("@playwright/test/cli.js", ["test", "--reporter=list,json"], env);
    return { counts: playwrightCounts(file, code), output };
  });
}

async function test() {
  checkNode();
  endWithNpm();
  const parts = readParts(process.argv.slice(2));
  const environment = testEnvironment();
  const settings = { ...readSettings(root), environment };
  const reports = mkdtempSync(join(tmpdir(), "latchkey-reports-"));
  onInterrupt(() => rmSync(reports, { recursive: true, force: true }));
  try {
    await setUp(["packages", "client"], settings, progress);
    if (parts.includes("static")) await checkStatically(environment);
    if (parts.includes("unit")) await testUnits(reports, environment);
    if (parts.includes("e2e")) await testEndToEnd(reports, environment, settings);
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

await test().catch((error) => {
  reportFailure(error);
  total.failed++;
});
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
const isComplete = process.env.CI !== "true" || total.skipped === 0;
process.exit(total.failed === 0 && isComplete ? 0 : 1);
