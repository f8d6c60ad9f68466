const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
// npm passes on the signal that the terminal has already sent to the whole group: that is one wish, not two.
const ONE_WISH_MS = 1_000;

/** The work was cut short by the wish to stop. */
class Interrupted extends Error {
  override readonly name = "Interrupted";
}

export type StopRequest = ReturnType<typeof stopOnSignal>;

/** The first SIGINT, SIGTERM or SIGHUP asks for an orderly stop; another one, a second or more later, to hurry. */
export function stopOnSignal() {
  let requestedAt: number | undefined;
  let resolveRequested = (): void => {};
  let resolveHurried = (): void => {};
  const requested = new Promise<void>((resolve) => {
    resolveRequested = resolve;
  });
  const hurried = new Promise<void>((resolve) => {
    resolveHurried = resolve;
  });
  const interrupted: Promise<never> = requested.then(() => {
    throw new Interrupted("stopped by a signal");
  });
  interrupted.catch(() => {});

  const onSignal = (): void => {
    const now = performance.now();
    requestedAt ??= now;
    resolveRequested();
    if (now - requestedAt < ONE_WISH_MS) return;
    resolveHurried();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    requested,
    /** Rejects when a stop is requested, to race work against. */
    interrupted,
    hurried,
    wasRequested: () => requestedAt !== undefined,
    forget: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
