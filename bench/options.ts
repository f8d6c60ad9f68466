import { parseArgs } from "node:util";

export const PARTS = ["verify", "cold", "cache", "spool", "profile"] as const;
export type Part = (typeof PARTS)[number];

/** What a run without arguments does; `profile` is asked for by name. */
const USUAL: Part[] = ["verify", "cold", "cache", "spool"];

export const LOADS = ["wrk", "autocannon"] as const;
export type LoadName = (typeof LOADS)[number];

export type Options = {
  parts: Part[];
  /** Length of one round of one server. */
  seconds: number;
  rounds: number;
  connections: number;
  /** wrk where it is installed, when not given. */
  load?: LoadName;
  /** Writes RESULTS.md. */
  record: boolean;
};

const USAGE = `Usage: npm run bench -- [${PARTS.join(" | ")}]… [--seconds=5] [--rounds=3] [--connections=32] [--load=${LOADS.join("|")}] [--record]`;

/** A mistake in the command line; its message is all that needs to be shown. */
class Failure extends Error {
  override readonly name = "Failure";
}

function positive(text: string, name: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value <= 1_000) return value;
  throw new Failure(`--${name} is not a whole number from 1 to 1,000.\n${USAGE}`);
}

const isPart = (name: string): name is Part => (PARTS as readonly string[]).includes(name);

/** @throws Failure with the usage */
export function readOptions(args: string[]): Options {
  const options = {
    seconds: { type: "string", default: "5" },
    rounds: { type: "string", default: "3" },
    connections: { type: "string", default: "32" },
    load: { type: "string" },
    record: { type: "boolean", default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const parts = positionals.filter(isPart);
    if (parts.length < positionals.length) throw new Failure(USAGE);
    const load = LOADS.find((name) => name === values.load);
    if (load === undefined && values.load !== undefined) throw new Failure(USAGE);
    return {
      parts: parts.length > 0 ? parts : USUAL,
      seconds: positive(values.seconds, "seconds"),
      rounds: positive(values.rounds, "rounds"),
      connections: positive(values.connections, "connections"),
      load,
      record: values.record,
    };
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(USAGE);
  }
}
