const works = new Set<() => Promise<void>>();

const doAll = (): void => {
  for (const work of works) void work();
};

/** Does `work` when the process has nothing else left to do, and waits for it. @returns what takes it back */
export function beforeExit(work: () => Promise<void>): () => void {
  // One listener for all, so that many clients in one process are no leak of listeners.
  if (works.size === 0) process.on("beforeExit", doAll);
  works.add(work);
  return () => {
    works.delete(work);
    if (works.size === 0) process.off("beforeExit", doAll);
  };
}
