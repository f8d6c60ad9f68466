/** What a person can mend: its message says what stopped, why and the next step, and is all that is printed. */
export class Failure extends Error {
  name = "Failure";
}

/** Prints a failure as its one message, anything unforeseen with its stack. Returns the exit code. */
export function reportFailure(error) {
  const foreseen = error instanceof Failure || error?.name === "Failure";
  process.stderr.write(`\n${foreseen ? error.message : (error?.stack ?? String(error))}\n`);
  return 1;
}
