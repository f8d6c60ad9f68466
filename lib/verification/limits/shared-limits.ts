import { randomUUID } from "node:crypto";
import { clock } from "@/lib/clock";
import type { LimitState } from "@/lib/http/rate-limit-headers";
import { LimitBreaker } from "./limit-breaker";
import { LimitConnection, type LimitReply } from "./limit-connection";
import type { LimitPolicy, Limits } from "./limits";
import { RateLimiter } from "./rate-limit";

const DEADLINE_MS = 250;
const LONGEST_START_MS = 1_000;

export type SharedLimitsOptions = {
  url: string;
  /** Where limits are counted from now on; `error` says why it is no longer Redis, without any secret. */
  onChange: (backend: "redis" | "local", error?: Error) => void;
  /** Nobody waits longer than this for Redis (ms). */
  deadlineMs?: number;
  /** For tests: the caller's `now` counts, not Redis's own time. */
  usesCallersTime?: boolean;
};

type Call = {
  keyId: string;
  policy: LimitPolicy;
  cost: number;
  now: number;
  /** Null once answered: a late answer of Redis finds nobody waiting. */
  answer: ((state: LimitState) => void) | null;
};

/** The calls of one event-loop tick. */
type Tick = { calls: Call[]; open: number; deadline: NodeJS.Timeout };

/**
 * The limits of RateLimiter, counted in Redis for all gateways together: same algorithm, same answers, Redis's clock. Redis
 * slow, hung or gone, this gateway counts alone, at once and without waiting, until it is back: then N gateways together
 * accept at most N times the limit. To that end it also keeps count of what it has itself let pass.
 */
export class SharedLimits implements Limits {
  /** Calls answered without Redis. */
  fallbacks = 0;
  private readonly local = new RateLimiter();
  private readonly connection: LimitConnection;
  private readonly breaker: LimitBreaker;
  private readonly deadlineMs: number;
  private readonly ticks = new Set<Tick>();
  private tick: Tick | null = null;

  private constructor(private readonly options: SharedLimitsOptions) {
    this.deadlineMs = options.deadlineMs ?? DEADLINE_MS;
    this.connection = new LimitConnection(options.url, (error) => this.fail(error));
    const probed = logOf(`probe ${randomUUID()}`);
    this.breaker = new LimitBreaker({
      // Writes, since a replica that has not become the primary would answer a question.
      probe: () => this.connection.ask(probed, 1_000_000, 1_000, 1),
      deadlineMs: this.deadlineMs,
      onChange: (isOpen, error) => options.onChange(isOpen ? "local" : "redis", error),
    });
  }

  /** Resolves when Redis counts, or after a second at most: it then starts without, and goes on trying. */
  static async open(options: SharedLimitsOptions): Promise<SharedLimits> {
    const limits = new SharedLimits(options);
    const started = limits.connection
      .connect()
      .catch(() => {})
      .then(() => limits.breaker.start());
    await Promise.race([started, new Promise((resolve) => setTimeout(resolve, LONGEST_START_MS).unref())]);
    return limits;
  }

  /** Where the next call is counted. */
  get backend(): "redis" | "local" {
    return this.breaker.isOpen ? "local" : "redis";
  }

  /** How often Redis was given up, for a while. */
  get trips(): number {
    return this.breaker.trips;
  }

  spend(keyId: string, policy: LimitPolicy, cost: number, now: number): LimitState | Promise<LimitState> {
    if (!this.breaker.isOpen) return this.ask(keyId, policy, cost, now);
    this.fallbacks++;
    return this.local.spend(keyId, policy, cost, now);
  }

  peek(keyId: string, policy: LimitPolicy, now: number): LimitState | Promise<LimitState> {
    if (!this.breaker.isOpen) return this.ask(keyId, policy, 0, now);
    this.fallbacks++;
    return this.local.peek(keyId, policy, now);
  }

  /** As RateLimiter.sweep, for what is counted here. */
  sweep(now: number, most: number): void {
    this.local.sweep(now, most);
  }

  close(): void {
    this.breaker.stop();
    this.connection.close();
    this.answerLocally();
  }

  private ask(keyId: string, policy: LimitPolicy, cost: number, now: number): Promise<LimitState> {
    const tick = this.tick ?? this.newTick();
    const { usesCallersTime } = this.options;
    const reply = this.connection.ask(
      logOf(keyId),
      policy.limit,
      policy.windowSeconds * 1000,
      cost,
      usesCallersTime ? now : undefined,
    );
    return new Promise((answer) => {
      const call: Call = { keyId, policy, cost, now, answer };
      tick.calls.push(call);
      tick.open++;
      reply.then(
        (counted) => this.settle(tick, call, counted),
        (error: Error) => call.answer !== null && this.fail(error),
      );
    });
  }

  private newTick(): Tick {
    // What has arrived while this process was busy is read before the timer's verdict counts.
    const deadline = setTimeout(
      () => setImmediate(() => tick.open > 0 && this.fail(new Error(`Redis did not answer in ${this.deadlineMs} ms.`))),
      this.deadlineMs,
    );
    const tick: Tick = { calls: [], open: 0, deadline };
    this.tick = tick;
    this.ticks.add(tick);
    setImmediate(() => {
      this.tick = null;
      if (tick.open === 0) this.forget(tick);
    });
    return tick;
  }

  private settle(tick: Tick, call: Call, [refused, remaining, resetIn]: LimitReply): void {
    const { keyId, policy, cost, answer } = call;
    if (answer === null) return;
    call.answer = null;
    tick.open--;
    if (tick.open === 0 && tick !== this.tick) this.forget(tick);
    if (refused === 0 && cost > 0) this.local.spend(keyId, policy, cost, call.now);
    // Redis says how long from now: on this machine's clock, whatever Redis's own shows.
    const now = this.options.usesCallersTime ? call.now : clock.ms();
    const { limit, windowSeconds } = policy;
    answer({ limit, windowSeconds, remaining, resetAt: now + resetIn, refused: refused === 1 });
  }

  private fail(error: Error): void {
    this.breaker.trip(error);
    this.answerLocally();
  }

  /** Everyone who still waits for Redis gets an answer now. */
  private answerLocally(): void {
    for (const tick of this.ticks) {
      this.forget(tick);
      for (const call of tick.calls) {
        if (call.answer === null) continue;
        const { keyId, policy, cost, now, answer } = call;
        call.answer = null;
        this.fallbacks++;
        answer(this.local.spend(keyId, policy, cost, now));
      }
    }
  }

  private forget(tick: Tick): void {
    clearTimeout(tick.deadline);
    this.ticks.delete(tick);
    tick.open = 0;
  }
}

/** One Redis key a log, and the braces, so that it lives whole on one node of a cluster. */
const logOf = (keyId: string): string => `latchkey:limit:{${keyId}}`;
