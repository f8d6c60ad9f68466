import type { LimitState } from "@/lib/http/rate-limit-headers";
import type { LimitPolicy, Limits } from "./limits";

const SLICES = 64;
/** A window of 64 slices can touch 66: one begun before it, one under way. */
const MOST_ENTRIES = SLICES + 2;
const SWEPT_PER_NEW_KEY = 4;

/** The accepted calls of one key: entry i stands for `counts[i]` calls, the last of them at `lastAt[i]`. */
class CallLog {
  private lastAt: number[] = [];
  private counts: number[] = [];
  private head = 0;
  private openedAt = 0;
  /** Calls in the log's entries. */
  counted = 0;

  constructor(public windowMs: number) {}

  get isIdle(): boolean {
    return this.head === this.lastAt.length;
  }

  /** The last moment at which this log matters. */
  get endsAt(): number {
    return this.isIdle ? Number.NEGATIVE_INFINITY : (this.lastAt.at(-1) as number) + this.windowMs;
  }

  /** When the oldest calls leave the window. Only of a log that is not idle. */
  get oldestLeavesAt(): number {
    return (this.lastAt[this.head] as number) + this.windowMs;
  }

  forget(now: number): void {
    const { lastAt, counts } = this;
    const left = now - this.windowMs;
    while (this.head < lastAt.length && (lastAt[this.head] as number) <= left) {
      this.counted -= counts[this.head] as number;
      this.head++;
    }
    if (this.head === lastAt.length) {
      lastAt.length = counts.length = this.head = 0;
      return;
    }
    if ((lastAt[lastAt.length - 1] as number) > now) this.follow(now);
    if (this.head < MOST_ENTRIES) return;
    lastAt.splice(0, this.head);
    counts.splice(0, this.head);
    this.head = 0;
  }

  /** The wall clock was set back: the calls keep their distance to each other and none of them lies in the future. */
  private follow(now: number): void {
    const shift = (this.lastAt.at(-1) as number) - now;
    for (let i = this.head; i < this.lastAt.length; i++) this.lastAt[i] = (this.lastAt[i] as number) - shift;
    this.openedAt -= shift;
  }

  add(cost: number, now: number): void {
    const newest = this.lastAt.length - 1;
    const isOpen = newest >= this.head && now - this.openedAt < this.windowMs / SLICES;
    if (isOpen || newest + 1 - this.head >= MOST_ENTRIES) {
      this.lastAt[newest] = now;
      this.counts[newest] = (this.counts[newest] as number) + cost;
    } else {
      this.lastAt.push(now);
      this.counts.push(cost);
      this.openedAt = now;
    }
    this.counted += cost;
  }

  /** When at most `allowed` of the calls counted now are left. */
  reset(allowed: number, now: number): number {
    let left = this.counted;
    let at = now;
    for (let i = this.head; i < this.lastAt.length && left > allowed; i++) {
      left -= this.counts[i] as number;
      at = (this.lastAt[i] as number) + this.windowMs;
    }
    return at;
  }
}

/**
 * A sliding window per key, in memory. In no window does it accept more than the limit: calls of up to 1/64 of a window are
 * kept as one entry that leaves with its last call, so that room comes back at most 1/64 of the window late, and never early.
 * All times in milliseconds.
 */
export class RateLimiter implements Limits {
  /** Who counts, as SharedLimits says it too. */
  readonly backend = "memory";
  readonly fallbacks = 0;
  private readonly logs = new Map<string, CallLog>();
  private hand = this.logs.entries();

  /** Keys with calls in memory. */
  get size(): number {
    return this.logs.size;
  }

  /**
   * Accepts the call and counts its cost, or refuses it and counts nothing. A cost of 0 always fits. A cost above the limit
   * never fits; its reset is when the whole limit is free.
   */
  spend(keyId: string, policy: LimitPolicy, cost: number, now: number): LimitState {
    const { limit, windowSeconds } = policy;
    let log = this.logs.get(keyId);
    if (log === undefined) {
      if (cost === 0 || cost > limit) return answer(policy, undefined, now, cost !== 0);
      this.sweep(now, SWEPT_PER_NEW_KEY);
      log = new CallLog(windowSeconds * 1000);
      this.logs.set(keyId, log);
    }
    log.windowMs = windowSeconds * 1000;
    log.forget(now);
    if (cost > 0 && log.counted + cost > limit) {
      const resetAt = log.reset(Math.max(0, limit - cost), now);
      return { limit, windowSeconds, remaining: Math.max(0, limit - log.counted), resetAt, refused: true };
    }
    if (cost > 0) log.add(cost, now);
    return answer(policy, log, now, false);
  }

  /** Where the key stands, spending nothing. */
  peek(keyId: string, policy: LimitPolicy, now: number): LimitState {
    const log = this.logs.get(keyId);
    if (log !== undefined) {
      log.windowMs = policy.windowSeconds * 1000;
      log.forget(now);
    }
    return answer(policy, log, now, false);
  }

  /** Looks at the next `most` keys and gives the memory of idle ones back; called often with little to do, it never stalls a request. */
  sweep(now: number, most: number): void {
    for (let i = 0; i < most; i++) {
      const next = this.hand.next();
      if (next.done) {
        this.hand = this.logs.entries();
        return;
      }
      const [keyId, log] = next.value;
      if (log.endsAt <= now) this.logs.delete(keyId);
    }
  }

  /** Nothing to give back; SharedLimits has a connection. */
  close(): void {}
}

/** The reset is when the oldest counted calls leave the window; now, when there are none. */
function answer(policy: LimitPolicy, log: CallLog | undefined, now: number, refused: boolean): LimitState {
  const { limit, windowSeconds } = policy;
  const counted = log === undefined ? 0 : log.counted;
  const resetAt = log === undefined || counted === 0 ? now : log.oldestLeavesAt;
  return { limit, windowSeconds, remaining: Math.max(0, limit - counted), resetAt, refused };
}
