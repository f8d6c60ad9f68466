const PROBE_EVERY_MS = 500;
const LONGEST_HOLD_MS = 4_000;
/** A trip so soon after the last one closed is the same trouble again. */
const SAME_TROUBLE_MS = 10_000;

export type LimitBreakerOptions = {
  /** Counts something for real. Settles in any case. */
  probe: () => Promise<unknown>;
  /** A probe that took longer proves nothing. */
  deadlineMs: number;
  /** `error`: why, when it opened. */
  onChange: (isOpen: boolean, error?: Error) => void;
};

/**
 * Decides whether Redis is asked. Open at first and after any trouble: nobody waits for Redis until a probe in the background
 * has been answered in time. Redis is asked again at most 5 s after it answers again; one that keeps failing between good
 * probes is held off longer each time, up to 4 s.
 */
export class LimitBreaker {
  isOpen = true;
  /** How often trouble has opened it. */
  trips = 0;
  private timer: NodeJS.Timeout | undefined;
  private closedAt = Number.NEGATIVE_INFINITY;
  private holdMs = PROBE_EVERY_MS;
  private isStopped = false;

  constructor(private readonly options: LimitBreakerOptions) {}

  /** Resolves after the first probe; it goes on probing by itself. */
  async start(): Promise<void> {
    const failure = await this.probe();
    if (failure !== null && !this.isStopped) this.options.onChange(true, failure);
  }

  trip(error: Error): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.trips++;
    const isSameAgain = performance.now() - this.closedAt < SAME_TROUBLE_MS;
    this.holdMs = isSameAgain ? Math.min(LONGEST_HOLD_MS, this.holdMs * 2) : PROBE_EVERY_MS;
    this.probeIn(this.holdMs);
    this.options.onChange(true, error);
  }

  /** Open for good. */
  stop(): void {
    this.isStopped = true;
    this.isOpen = true;
    clearTimeout(this.timer);
  }

  private probeIn(ms: number): void {
    if (!this.isStopped) this.timer = setTimeout(() => void this.probe(), ms).unref();
  }

  private async probe(): Promise<Error | null> {
    const startedAt = performance.now();
    const failure = await this.options.probe().then(
      () => null,
      (error: Error) => error,
    );
    if (this.isStopped) return failure;
    const took = performance.now() - startedAt;
    if (failure === null && took <= this.options.deadlineMs) {
      this.isOpen = false;
      if (this.trips > 0) this.closedAt = performance.now();
      this.options.onChange(false);
      return null;
    }
    this.probeIn(PROBE_EVERY_MS);
    return failure ?? new Error(`Redis took ${Math.round(took)} ms to answer.`);
  }
}
