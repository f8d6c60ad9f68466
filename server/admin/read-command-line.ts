import { parseArgs } from "node:util";
import type { Command } from "./command";

/** The words make no command; the message says which. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** @throws UsageError for an unknown command or flag, a missing value, a word too many */
export function readCommandLine(
  words: string[],
  commands: Command[],
): { command: Command; input: Record<string, string> } {
  const named = (count: number) => commands.find((command) => command.name === words.slice(0, count).join(" "));
  const command = named(2) ?? named(1);
  if (command === undefined)
    throw new UsageError(words.length === 0 ? "Name a command." : `Unknown command: ${words[0]}`);
  const flags = [...command.required, ...(command.optional ?? [])];
  const { values, positionals } = parse(words.slice(command.name.split(" ").length), flags, command.switches ?? []);
  const missing = command.required.find((name) => !values[name]);
  if (missing !== undefined) throw new UsageError(`${command.name} needs --${missing}.`);
  if (positionals.length !== (command.positional ? 1 : 0)) {
    throw new UsageError(
      command.positional
        ? `${command.name} needs one ${command.positional.toUpperCase()}.`
        : `Unexpected: ${positionals[0]}`,
    );
  }
  const input = command.positional ? { ...values, [command.positional]: positionals[0] ?? "" } : values;
  return { command, input };
}

function parse(
  args: string[],
  flags: string[],
  switches: string[],
): { values: Record<string, string>; positionals: string[] } {
  try {
    const options = Object.fromEntries([
      ...flags.map((flag) => [flag, { type: "string" as const }] as const),
      ...switches.map((flag) => [flag, { type: "boolean" as const }] as const),
    ]);
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
    const given = Object.entries(values).map(([name, value]) => [name, String(value)]);
    return { values: Object.fromEntries(given), positionals };
  } catch (error) {
    // parseArgs adds advice after its first sentence.
    throw new UsageError(error instanceof Error ? `${error.message.split(". ")[0]}.` : String(error));
  }
}

export const usageText = (commands: Command[]): string => {
  const rows = commands.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.trim()}\n      ${summary}`);
  return `Usage: npm run admin -- <command> [--json]\n\n${rows.join("\n")}\n`;
};
