import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type FileFinding, scanFile } from "./scan-file.js";

export type Finding = FileFinding & { file: string };
export type ScanSummary = { files: number; bytes: number; unread: { path: string; why: string }[] };

/** Not the project's own text. */
const PASSED_OVER = new Set([".git", ".hg", ".svn", "node_modules"]);

/**
 * The real keys in a folder, or in one file, as they are found. Links are not followed. What cannot be read is in the summary,
 * and the rest is scanned.
 */
export function* scanFolder(path: string, prefixes: readonly string[] = []): Generator<Finding, ScanSummary> {
  const summary: ScanSummary = { files: 0, bytes: 0, unread: [] };
  const waiting = [path];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    try {
      const status = lstatSync(at);
      if (status.isDirectory()) {
        const entries = readdirSync(at).sort().reverse();
        for (const name of entries) if (!PASSED_OVER.has(name)) waiting.push(join(at, name));
      } else if (status.isFile()) {
        const file = at;
        const found = scanFile(file, status.size, prefixes);
        let step = found.next();
        for (; !step.done; step = found.next()) yield { file, ...step.value };
        summary.files++;
        summary.bytes += step.value;
      }
    } catch (error) {
      summary.unread.push({ path: at, why: (error as NodeJS.ErrnoException).code ?? String(error) });
    }
  }
  return summary;
}
