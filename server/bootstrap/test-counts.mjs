import { existsSync, readFileSync } from "node:fs";

const readJson = (file) => {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  } catch {
    return undefined;
  }
};

/** An exit code that no counted failure explains is one failure: a crash, an unhandled rejection, a missing report. */
const withExitCode = (counts, code) =>
  code !== 0 && counts.failed === 0 ? { ...counts, failed: counts.failed + 1 } : counts;

/** What vitest's JSON report counts; a file that could not be loaded is one failure. */
export function vitestCounts(file, code) {
  const report = readJson(file);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const unloaded = report.testResults.filter((one) => one.status === "failed" && one.assertionResults.length === 0);
  return withExitCode(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded.length,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    code,
  );
}

/** What Playwright's JSON report counts; a flaky test is a failed one. */
export function playwrightCounts(file, code) {
  const report = readJson(file);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return withExitCode({ passed: expected, failed: unexpected + flaky, skipped }, code);
}
