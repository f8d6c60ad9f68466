let source: () => number = Date.now;

/** The one source of "now" for every rule that depends on time, so that tests can set it. */
export const clock = {
  /** Milliseconds since the epoch. */
  ms: (): number => source(),
  now: (): Date => new Date(source()),
};

/** For tests: takes the clock over until the returned function is called. */
export function setClock(next: () => number): () => void {
  const previous = source;
  source = next;
  return () => {
    source = previous;
  };
}
