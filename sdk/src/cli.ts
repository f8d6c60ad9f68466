#!/usr/bin/env node
import { parseArgs } from "node:util";
import { runScan } from "./scan/run-scan.js";

const USAGE = `Usage: latchkey scan <folder> [--prefix myapi]... [--json]

Finds real API keys and tokens of Latchkey in a folder or file, by form and checksum, without the network.
Exit code: 0 none found, 1 found, 2 something could not be read.
`;

function main(): number {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        prefix: { type: "string", multiple: true },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    const [command, folder, ...rest] = positionals;
    if (values.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    if (command !== "scan" || folder === undefined || rest.length > 0) throw new TypeError("Name one folder to scan.");
    return runScan(folder, { prefixes: values.prefix ?? [], json: values.json === true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    return 2;
  }
}

process.exitCode = main();
