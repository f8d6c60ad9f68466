import { type Finding, type ScanSummary, scanFolder } from "./scan-folder.js";

/** Scans and prints: findings as they come, then what to do about them. Returns the exit code. */
export function runScan(folder: string, { prefixes, json }: { prefixes: readonly string[]; json: boolean }): number {
  const findings: Finding[] = [];
  const scanning = scanFolder(folder, prefixes);
  let step = scanning.next();
  for (; !step.done; step = scanning.next()) {
    findings.push(step.value);
    const { file, line, masked, kind } = step.value;
    if (!json) process.stdout.write(`${file}:${line}  ${masked}${kind === "key" ? "" : `  (${kind})`}\n`);
  }
  const summary: ScanSummary = step.value;
  if (json) process.stdout.write(`${JSON.stringify({ findings, ...summary }, null, 2)}\n`);
  for (const { path, why } of summary.unread) process.stderr.write(`Not read: ${path} (${why})\n`);
  if (!json) process.stderr.write(`${conclusion(findings.length, summary)}\n`);
  if (findings.length > 0) return 1;
  return summary.unread.length > 0 ? 2 : 0;
}

function conclusion(found: number, { files, bytes }: ScanSummary): string {
  const scanned = `${files} files, ${(bytes / 1_048_576).toFixed(1)} MiB scanned`;
  if (found === 0) return `No keys found. ${scanned}.`;
  return `${found} found. ${scanned}.\nRotate each on the dashboard, then end the old secret: a key that was in a file has been read.`;
}
