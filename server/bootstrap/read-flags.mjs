/** Flags without values, as `--demo`. Anything else prints the usage and exits with 2. */
export function readFlags(known, usage, args = process.argv.slice(2)) {
  const unknown = args.find((arg) => !known.some((flag) => arg === `--${flag}`));
  if (unknown !== undefined) {
    process.stderr.write(`Unknown argument ${unknown}. Usage: ${usage}\n`);
    process.exit(2);
  }
  return Object.fromEntries(known.map((flag) => [flag, args.includes(`--${flag}`)]));
}
