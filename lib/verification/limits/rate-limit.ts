import type { LimitState } from "@/lib/http/rate-limit-headers";
import { decisiveState } from "./decisive-state";
import type { LimitPolicy, Limits, TeamAccount } from "./limits";

const SLICES = 64;
/** A window of 64 slices can touch 66: one begun before it, one under way. */
const MOST_ENTRIES = SLICES + 2;
const SWEPT_PER_NEW_KEY = 4;

/** The accepted calls of one key or team: entry i stands for `counts[i]` calls, the last of them at `lastAt[i]`. */
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
 * A sliding window per key, and per team that has a limit, in memory. In no window does it accept more than the limit: calls of
 * up to 1/64 of a window are kept as one entry that leaves with its last call, so that room comes back at most 1/64 of the window
 * late, and never early. All times in milliseconds.
 */
export class RateLimiter implements Limits {
  /** Who counts, as SharedLimits says it too. */
  readonly backend = "memory";
  readonly fallbacks = 0;
  /** By the key's or the team's id, of which no two are equal. */
  private readonly logs = new Map<string, CallLog>();
  private hand = this.logs.entries();

  /** Keys and teams with calls in memory. */
  get size(): number {
    return this.logs.size;
  }

  /**
   * Accepts the call and counts its cost, or refuses it and counts nothing. A cost of 0 always fits. A cost above the limit
   * never fits; its reset is when the whole limit is free.
   */
  spend(keyId: string, policy: LimitPolicy, cost: number, now: number, team: TeamAccount | null = null): LimitState {
    if (team !== null) return this.spendBoth(keyId, policy, cost, now, team);
    const log = this.logOf(keyId, policy, now);
    if (!fits(log, policy, cost)) return refusal("key", policy, log, cost, now);
    if (cost === 0) return standing("key", policy, log, now);
    return standing("key", policy, this.count(keyId, policy, log, cost, now), now);
  }

  /** Where the key stands, spending nothing. */
  peek(keyId: string, policy: LimitPolicy, now: number, team: TeamAccount | null = null): LimitState {
    const own = standing("key", policy, this.logOf(keyId, policy, now), now);
    if (team === null) return own;
    return decisiveState(own, standing("team", team.policy, this.logOf(team.id, team.policy, now), now));
  }

  /** Looks at the next `most` logs and gives the memory of idle ones back; called often with little to do, it never stalls a request. */
  sweep(now: number, most: number): void {
    for (let i = 0; i < most; i++) {
      const next = this.hand.next();
      if (next.done) {
        this.hand = this.logs.entries();
        return;
      }
      const [id, log] = next.value;
      if (log.endsAt <= now) this.logs.delete(id);
    }
  }

  /** Nothing to give back; SharedLimits has a connection. */
  close(): void {}

  private spendBoth(keyId: string, policy: LimitPolicy, cost: number, now: number, team: TeamAccount): LimitState {
    let own = this.logOf(keyId, policy, now);
    let whole = this.logOf(team.id, team.policy, now);
    const ownFits = fits(own, policy, cost);
    const wholeFits = fits(whole, team.policy, cost);
    if (ownFits && wholeFits && cost > 0) {
      own = this.count(keyId, policy, own, cost, now);
      whole = this.count(team.id, team.policy, whole, cost, now);
    }
    return decisiveState(
      ownFits ? standing("key", policy, own, now) : refusal("key", policy, own, cost, now),
      wholeFits ? standing("team", team.policy, whole, now) : refusal("team", team.policy, whole, cost, now),
    );
  }

  /** As it is now, under this policy. */
  private logOf(id: string, policy: LimitPolicy, now: number): CallLog | undefined {
    const log = this.logs.get(id);
    if (log === undefined) return undefined;
    log.windowMs = policy.windowSeconds * 1000;
    log.forget(now);
    return log;
  }

  private count(id: string, policy: LimitPolicy, known: CallLog | undefined, cost: number, now: number): CallLog {
    let log = known;
    if (log === undefined || log.isIdle) {
      // An idle one may be swept away by this, or by the other account's turn: it is put in its place afterwards.
      this.sweep(now, SWEPT_PER_NEW_KEY);
      log ??= new CallLog(policy.windowSeconds * 1000);
      this.logs.set(id, log);
    }
    log.add(cost, now);
    return log;
  }
}

const countedIn = (log: CallLog | undefined): number => (log === undefined ? 0 : log.counted);

const fits = (log: CallLog | undefined, { limit }: LimitPolicy, cost: number): boolean =>
  cost === 0 || countedIn(log) + cost <= limit;

/** The reset is when the oldest counted calls leave the window; now, when there are none. */
function standing(
  account: LimitState["account"],
  { limit, windowSeconds }: LimitPolicy,
  log: CallLog | undefined,
  now: number,
): LimitState {
  const counted = countedIn(log);
  const resetAt = log === undefined || counted === 0 ? now : log.oldestLeavesAt;
  return { account, limit, windowSeconds, remaining: Math.max(0, limit - counted), resetAt, refused: false };
}

/** The reset is when this cost fits. */
function refusal(
  account: LimitState["account"],
  { limit, windowSeconds }: LimitPolicy,
  log: CallLog | undefined,
  cost: number,
  now: number,
): LimitState {
  const resetAt = log === undefined ? now : log.reset(Math.max(0, limit - cost), now);
  return { account, limit, windowSeconds, remaining: Math.max(0, limit - countedIn(log)), resetAt, refused: true };
}
