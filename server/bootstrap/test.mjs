// npm test: everything, on a fresh clone too. The last line is the sum.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkNode } from "./check-node.mjs";
import { endWithNpm } from "./end-with-npm.mjs";
import { Failure, reportFailure } from "./failure.mjs";
import { findTestPrograms } from "./find-test-programs.mjs";
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
    /^(FORCE_COLOR|PORT|GATEWAY_PORT|HOST|NODE_ENV|DATABASE_URL|NEXTAUTH_.*|LATCHKEY_.*|TRUSTED_PROXIES|STALE_ON_.*|REDIS_URL|GATEWAY_.*|USAGE_.*|WEBHOOK_.*)$/;
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

const node = (script, args, environment, background = false) =>
  runCommand(process.execPath, [join(root, "node_modules", script), ...args], {
    cwd: root,
    env: environment,
    background,
  });

async function checkStatically(environment) {
  const one = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });
  const checks = [
    ["format and lint (biome)", "@biomejs/biome/bin/biome", ["ci", "."]],
    ["types (tsc)", "typescript/bin/tsc", ["--noEmit"]],
    [
      "import rules (dependency-cruiser)",
      "dependency-cruiser/bin/dependency-cruise.mjs",
      ["app", "components", "lib", "server", "prisma", "e2e", "sdk", "--config", ".dependency-cruiser.cjs"],
    ],
    ["nothing unused (knip)", "knip/bin/knip.js", []],
  ];
  for (const [name, script, args] of checks) {
    await count(name, async () => {
      // Next writes the types of its routes; tsc needs them.
      if (name.startsWith("types")) await node("next/dist/bin/next", ["typegen"], environment, true);
      const { code, output } = await node(script, args, environment, true);
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

async function testEndToEnd(reports, environment) {
  await count("end to end (playwright)", async () => {
    const file = join(reports, "playwright.json");
    // Nobody looks at pictures here; they, and the second theme at each width, are two thirds of what looking at pages costs.
    const env = { LOOK: "quick", ...environment, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
    const { code, output } = await node("@playwright/test/cli.js", ["test", "--reporter=list,json"], env);
    return { counts: playwrightCounts(file, code), output };
  });
}

/**
 * Where the programs are that the tests run against, for their environment. Without a server its tests are skipped and say
 * why; in CI, and without a browser, that is a failure.
 */
async function findPrograms(environment, parts) {
  if (!parts.some((part) => part !== "static")) return { variables: {}, hasBrowser: false };
  const line = ({ found, missing }) => [...Object.values(found), ...missing.map((name) => `no ${name}`)].join(", ");
  const { found, missing, why } = await progress.step("finding what the tests run against", line, () =>
    findTestPrograms(root, environment, parts),
  );
  if (missing.length > 0) {
    const isFailure = environment.CI === "true" || missing.includes("chromium");
    if (isFailure) total.failed++;
    const what = isFailure ? "Install it, or name it in CHROMIUM_PATH, NGINX_PATH, …" : "Its tests are skipped.";
    process.stdout.write(`\nThere is no ${missing.join(", no ")} for the tests. ${what}\n${why}\n\n`);
  }
  return {
    variables: { ...found, ...(missing.length > 0 && { NOT_INSTALLED: why }) },
    hasBrowser: !missing.includes("chromium"),
  };
}

/** Both to their ends, then the first failure is thrown: neither goes on behind the back of who reads the sum. */
async function besideEachOther(...works) {
  const ends = await Promise.allSettled(works.map((work) => work()));
  for (const { reason } of ends) if (reason !== undefined) throw reason;
  return ends.map(({ value }) => value);
}

async function test() {
  checkNode();
  endWithNpm();
  const parts = readParts(process.argv.slice(2));
  const bare = testEnvironment();
  const settings = { ...readSettings(root), environment: bare };
  const reports = mkdtempSync(join(tmpdir(), "latchkey-reports-"));
  onInterrupt(() => rmSync(reports, { recursive: true, force: true }));
  try {
    await setUp(["packages", "client"], settings, progress);
    // Checks and build want the processor, the unit tests mostly wait: these go first, those take what is left.
    const [{ environment, hasBrowser }] = await besideEachOther(
      async () => {
        const { variables, hasBrowser } = await findPrograms(bare, parts);
        const environment = { ...bare, ...variables };
        if (parts.includes("unit")) await testUnits(reports, environment);
        return { environment, hasBrowser };
      },
      async () => {
        if (parts.includes("static")) await checkStatically(bare);
        if (parts.includes("e2e")) await setUp(["server", "dashboard"], { ...settings, background: true }, progress);
      },
    );
    if (parts.includes("e2e") && hasBrowser) await testEndToEnd(reports, environment);
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
