import { writeFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { makeDeployment } from "./deployment";
import { describeRun, loadNow } from "./describe-run";
import { chooseLoad } from "./load/load";
import { type Part, readOptions } from "./options";
import { cachePart } from "./parts/cache";
import { coherencePart } from "./parts/coherence";
import { coldPart } from "./parts/cold";
import { importPart } from "./parts/import";
import { killsPart } from "./parts/kills";
import { leakPart } from "./parts/leak";
import { outagePart } from "./parts/outage";
import { profilePart } from "./parts/profile";
import { slowPart } from "./parts/slow-clients";
import { spoolPart } from "./parts/spool";
import { usagePart } from "./parts/usage";
import { verifyPart } from "./parts/verify";
import type { RunContext } from "./run-context";
import { openWorkbench } from "./workbench";

export type Given = {
  root: string;
  bundles: string;
  environment: Record<string, string>;
  args: string[];
  progress: {
    say(line: string): void;
    step<T>(doing: string, done: string, work: () => Promise<T>): Promise<T>;
  };
};

const PARTS: Record<Part, { title: string; run: (context: RunContext) => Promise<string> }> = {
  verify: { title: "Warm verification beside its peers", run: verifyPart },
  cold: { title: "Cold misses", run: coldPart },
  cache: { title: "The key cache, 10³ to 10⁶ keys", run: cachePart },
  spool: { title: "The usage spool", run: spoolPart },
  usage: { title: "The pages of 10,000 keys, and the intake of reports", run: usagePart },
  import: { title: "Import of existing keys", run: importPart },
  leak: { title: "From a leak report to a refusal", run: leakPart },
  profile: { title: "Where a warm verification spends its time", run: profilePart },
  coherence: { title: "Revocations, two gateways under load", run: coherencePart },
  kills: { title: "kill -9 under load", run: killsPart },
  slow: { title: "Slow clients", run: slowPart },
  outage: { title: "PostgreSQL dies under load", run: outagePart },
};

/** Runs the parts one after the other and prints their report. @returns the exit code */
export async function main({ root, bundles, environment, args, progress }: Given): Promise<number> {
  const options = readOptions(args);
  const loadBefore = loadNow();
  const bench = await progress.step("starting PostgreSQL", "PostgreSQL started", () =>
    openWorkbench(root, environment),
  );
  let interrupted = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      interrupted = true;
      bench.close().finally(() => process.exit(128 + constants.signals[signal]));
    });
  }
  try {
    const load = chooseLoad(bench, options.load);
    const deployment = await makeDeployment();
    const context = { bench, deployment, load, options, bundles, say: progress.say };
    const sections: string[] = [describeRun(root, options, load, loadBefore)];
    for (const part of options.parts) {
      const { title, run } = PARTS[part];
      const section = await progress.step(`measuring: ${part}`, `measured: ${part}`, () => run(context));
      sections.push(`## ${title}\n\n${section}`);
    }
    const report = `# Benchmark results\n\n${sections.join("\n\n")}\n`;
    progress.say(`\n${report}`);
    if (options.record) writeFileSync(join(root, "bench/RESULTS.md"), report);
    return 0;
  } catch (error) {
    // What the interruption broke off is no failure of its own.
    if (interrupted) return await new Promise<never>(() => {});
    throw error;
  } finally {
    if (!interrupted) await bench.close();
  }
}
