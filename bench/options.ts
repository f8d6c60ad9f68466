import { parseArgs } from "node:util";

export const PARTS = [
  "verify",
  "cold",
  "cache",
  "spool",
  "usage",
  "import",
  "leak",
  "profile",
  "coherence",
  "kills",
  "slow",
  "outage",
] as const;
export type Part = (typeof PARTS)[number];

/** What a run without arguments does; the others take minutes each and are asked for by name. */
const USUAL: Part[] = ["verify", "cold", "cache", "spool"];

export const LOADS = ["wrk", "autocannon"] as const;
export type LoadName = (typeof LOADS)[number];

export type Options = {
  parts: Part[];
  /** Length of one round of one server. */
  seconds: number;
  rounds: number;
  connections: number;
  /** How many revocations or kills; each part has its own number when not given. */
  count?: number;
  /** wrk where it is installed, when not given. */
  load?: LoadName;
  /** Verification beside bare node:http only, without the slow peers: the quick look while the gateway is worked on. */
  floor: boolean;
  /** Writes RESULTS.md. */
  record: boolean;
};

const USAGE = `Usage: npm run bench -- [${PARTS.join(" | ")}]… [--seconds=5] [--rounds=3] [--connections=32] [--count=…] [--load=${LOADS.join("|")}] [--floor] [--record]`;

const MOST_COUNT = 100_000;

/** A mistake in the command line; its message is all that needs to be shown. */
class Failure extends Error {
  override readonly name = "Failure";
}

function positive(text: string, name: string, most = 1_000): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value <= most) return value;
  throw new Failure(`--${name} is not a whole number from 1 to ${most.toLocaleString("en")}.\n${USAGE}`);
}

const isPart = (name: string): name is Part => (PARTS as readonly string[]).includes(name);

/** @throws Failure with the usage */
export function readOptions(args: string[]): Options {
  const options = {
    seconds: { type: "string", default: "5" },
    rounds: { type: "string", default: "3" },
    connections: { type: "string", default: "32" },
    count: { type: "string" },
    load: { type: "string" },
    floor: { type: "boolean", default: false },
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
      count: values.count === undefined ? undefined : positive(values.count, "count", MOST_COUNT),
      load,
      floor: values.floor,
      record: values.record,
    };
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(USAGE);
  }
}
