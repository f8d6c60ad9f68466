type Source = { ms: () => number; elapsed: () => number };

const REAL: Source = { ms: Date.now, elapsed: () => performance.now() };
let source = REAL;

/** The one source of time, so that tests can set it. */
export const clock: Source = {
  /** Milliseconds since the epoch. */
  ms: () => source.ms(),
  /** Milliseconds that only ever grow, whatever happens to the machine's time: for how long something lasts. */
  elapsed: () => source.elapsed(),
};

/** For tests: takes the clock over until the returned function is called. */
export function setClock(next: () => number): () => void {
  source = { ms: next, elapsed: next };
  return () => {
    source = REAL;
  };
}
