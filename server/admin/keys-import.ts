import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Actor } from "@/lib/auth/actor";
import { DomainError } from "@/lib/errors";
import { importKeys } from "@/lib/keys/import/import-keys";
import { readImportFile } from "@/lib/keys/import/read-file";
import { type ReadLine, readLine } from "@/lib/keys/import/read-line";
import { type ImportedLine, type ImportReport, toReport } from "@/lib/keys/import/report";
import { MOST_KEYS_AT_ONCE } from "@/lib/keys/import/schema";
import { commandLineActor } from "@/lib/teams/command-line-actor";
import type { Command, Outcome } from "./command";

/** Of more lines the text would hide what it is about; --json has them all. */
const MOST_NAMED = 20;
const SAID_EVERY = 10_000;

const many = (count: number): string => `${count.toLocaleString("en")} ${count === 1 ? "key" : "keys"}`;

async function readLines(path: string): Promise<ReadLine[]> {
  const file = resolve(process.env.INIT_CWD ?? process.cwd(), path);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new DomainError("invalid", `${file} cannot be read (${error.code}). Check the path.`);
  });
  return readImportFile(text).map(readLine);
}

/** A file in batches, as large as one transaction takes. */
async function runBatches(
  actor: Actor,
  given: readonly ReadLine[],
  how: { dryRun: boolean; skipInvalid: boolean },
  onBatch: (done: number) => void,
): Promise<ImportReport> {
  const seen = new Map<string, number>();
  const lines: ImportedLine[] = [];
  for (let i = 0; i < given.length; i += MOST_KEYS_AT_ONCE) {
    const batch = await importKeys(actor, { lines: given.slice(i, i + MOST_KEYS_AT_ONCE), ...how }, seen);
    for (const line of batch.lines) lines.push(line);
    onBatch(lines.length);
  }
  return toReport(how.dryRun, lines);
}

function outcomeOf(report: ImportReport, refused: boolean): Outcome {
  const { dryRun, imported, existing, invalid, lines } = report;
  const problems = lines.flatMap(({ line, problems: all }) => all.map((problem) => ({ line, ...problem })));
  const would = dryRun ? (refused ? "could be" : "would be") : "were";
  const text = [
    ...problems
      .slice(0, MOST_NAMED)
      .map(({ line, field, message }) => `  line ${line}${field === "" ? "" : `, ${field}`}: ${message}`),
    ...(problems.length > MOST_NAMED ? [`  … ${problems.length - MOST_NAMED} more; --json names them all.`] : []),
    `${many(imported)} ${would} imported, ${many(existing)} there already, ${many(invalid)} not to be imported.`,
    ...(refused ? ["Nothing was written. Correct the lines, or leave them out with --skip-invalid."] : []),
    ...(dryRun && !refused ? ["Nothing was written. Import them without --dry-run."] : []),
  ];
  return {
    json: { dryRun, written: !dryRun, imported, existing, invalid, problems },
    text: text.join("\n"),
    exitCode: refused ? 1 : 0,
  };
}

/** Judges the whole file first: nothing is written when a line is wrong, unless what is wrong is to be left out. */
export const importKeysCommand: Command = {
  name: "keys import",
  usage: "--team SLUG --file KEYS.csv|KEYS.jsonl [--dry-run] [--skip-invalid]",
  summary:
    "takes over keys made elsewhere by the SHA-256 of their secrets; may be repeated. Exit code 1 when a line is wrong",
  required: ["team", "file"],
  switches: ["dry-run", "skip-invalid"],
  run: async ({ team = "", file = "", ...flags }, { progress }) => {
    const actor = await commandLineActor(team);
    const given = await readLines(file);
    const skipInvalid = flags["skip-invalid"] === "true";
    const say = (what: string) => (done: number) => {
      if (done % SAID_EVERY === 0)
        progress.say(`${done.toLocaleString("en")} of ${given.length.toLocaleString("en")} lines ${what}`);
    };
    const judged = await runBatches(actor, given, { dryRun: true, skipInvalid }, say("judged"));
    const refused = judged.invalid > 0 && !skipInvalid;
    if (refused || flags["dry-run"] === "true") return outcomeOf(judged, refused);
    return outcomeOf(await runBatches(actor, given, { dryRun: false, skipInvalid }, say("imported")), false);
  },
};
