import { pool } from "@/lib/db/pool";
import { DomainError, isInfrastructureTrouble } from "@/lib/errors";
import type { Progress, Settings } from "../supervisor/settings";
import type { Command, Outcome } from "./command";
import { COMMANDS } from "./commands";
import { adoptEnvironment, asRunning, openDatabase } from "./open-database";
import { readCommandLine, UsageError, usageText } from "./read-command-line";

type Options = {
  settings: Settings;
  bundles: string;
  /** To standard error: with --json nothing but the answer goes to standard output. */
  progress: Progress;
  isRunning: () => boolean;
  /** Waits for what runs to be ready, or makes the data folder this process's own. */
  claim: () => Promise<{ isRunning: boolean; release: () => void }>;
};

/** @returns the exit code: 0 done, 1 refused or failed, 2 the words make no command */
export async function runAdmin(words: string[], options: Options): Promise<number> {
  const asJson = words.includes("--json");
  try {
    const { command, input } = readCommandLine(
      words.filter((word) => word !== "--json"),
      COMMANDS,
    );
    const outcome = await runCommand(command, input, options);
    process.stdout.write(asJson ? `${JSON.stringify(outcome.json)}\n` : `${outcome.text}\n`);
    return outcome.exitCode ?? 0;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${usageText(COMMANDS)}`);
      return 2;
    }
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  }
}

async function runCommand(command: Command, input: Record<string, string>, options: Options): Promise<Outcome> {
  const { bundles, progress } = options;
  const { needsDatabase = true } = command;
  if (!(typeof needsDatabase === "function" ? needsDatabase(input) : needsDatabase)) {
    const isRunning = options.isRunning();
    const settings = isRunning ? asRunning(options.settings) : options.settings;
    if (settings.databaseUrl !== undefined) adoptEnvironment(settings, settings.databaseUrl);
    return command.run(input, { settings, progress, isRunning });
  }
  const { isRunning, release } = await options.claim();
  try {
    const settings = isRunning ? asRunning(options.settings) : options.settings;
    const database = await openDatabase(settings, bundles, progress, !isRunning);
    try {
      return await command.run(input, { settings, progress, isRunning });
    } finally {
      await pool().end();
      await database.close();
    }
  } finally {
    release();
  }
}

function explain(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  if (isInfrastructureTrouble(error)) return "PostgreSQL cannot be reached. Check that it runs, then try again.";
  if (!(error instanceof Error)) return String(error);
  if (error.name === "Failure" || error.name === "ConfigurationError") return error.message;
  const issues = (error as { issues?: { message: string }[] }).issues;
  return issues?.map((issue) => issue.message).join("\n") ?? error.stack ?? error.message;
}
