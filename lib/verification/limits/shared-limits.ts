import { randomUUID } from "node:crypto";
import { clock } from "@/lib/clock";
import type { LimitState } from "@/lib/http/rate-limit-headers";
import { decisiveState } from "./decisive-state";
import { LimitBreaker } from "./limit-breaker";
import { LimitConnection, type LimitReply, type LogAsked } from "./limit-connection";
import type { LimitPolicy, Limits, TeamAccount } from "./limits";
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
  team: TeamAccount | null;
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
    const probed = logOf(`{probe ${randomUUID()}}`, { limit: 1_000_000, windowSeconds: 1 });
    this.breaker = new LimitBreaker({
      // Writes, since a replica that has not become the primary would answer a question.
      probe: () => this.connection.ask(probed, 1),
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

  spend(
    keyId: string,
    policy: LimitPolicy,
    cost: number,
    now: number,
    team: TeamAccount | null = null,
  ): LimitState | Promise<LimitState> {
    if (!this.breaker.isOpen) return this.ask(keyId, policy, cost, now, team);
    this.fallbacks++;
    return this.local.spend(keyId, policy, cost, now, team);
  }

  peek(
    keyId: string,
    policy: LimitPolicy,
    now: number,
    team: TeamAccount | null = null,
  ): LimitState | Promise<LimitState> {
    if (!this.breaker.isOpen) return this.ask(keyId, policy, 0, now, team);
    this.fallbacks++;
    return this.local.peek(keyId, policy, now, team);
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

  private ask(
    keyId: string,
    policy: LimitPolicy,
    cost: number,
    now: number,
    team: TeamAccount | null,
  ): Promise<LimitState> {
    const tick = this.tick ?? this.newTick();
    const at = this.options.usesCallersTime ? now : undefined;
    return new Promise((answer) => {
      const call: Call = { keyId, policy, cost, now, team, answer };
      tick.calls.push(call);
      tick.open++;
      const failed = (error: Error): void => {
        if (call.answer !== null) this.fail(error);
      };
      if (team === null) {
        this.connection
          .ask(logOf(`{${keyId}}`, policy), cost, at)
          .then((reply) => this.settle(tick, call, reply, null), failed);
        return;
      }
      this.connection
        .askBoth(logOf(`{${team.id}}:${keyId}`, policy), logOf(`{${team.id}}`, team.policy), cost, at)
        .then(([own, whole]) => this.settle(tick, call, own, whole), failed);
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

  private settle(tick: Tick, call: Call, own: LimitReply, whole: LimitReply | null): void {
    const { keyId, policy, cost, team, answer } = call;
    if (answer === null) return;
    call.answer = null;
    tick.open--;
    if (tick.open === 0 && tick !== this.tick) this.forget(tick);
    // Redis says how long from now: on this machine's clock, whatever Redis's own shows.
    const now = this.options.usesCallersTime ? call.now : clock.ms();
    let state = stateOf("key", policy, own, now);
    if (team !== null && whole !== null) state = decisiveState(state, stateOf("team", team.policy, whole, now));
    if (!state.refused && cost > 0) this.local.spend(keyId, policy, cost, call.now, team);
    answer(state);
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
        const { keyId, policy, cost, now, team, answer } = call;
        call.answer = null;
        this.fallbacks++;
        answer(this.local.spend(keyId, policy, cost, now, team));
      }
    }
  }

  private forget(tick: Tick): void {
    clearTimeout(tick.deadline);
    this.ticks.delete(tick);
    tick.open = 0;
  }
}

/**
 * One Redis key a log, and braces, so that what one call asks lives on one node of a cluster. A key of a team with a limit is
 * counted beside its team's log, elsewhere than without: setting or removing that limit starts the windows of its keys anew.
 */
const logOf = (name: string, { limit, windowSeconds }: LimitPolicy): LogAsked => ({
  name: `latchkey:limit:${name}`,
  limit,
  windowMs: windowSeconds * 1000,
});

const stateOf = (
  account: LimitState["account"],
  { limit, windowSeconds }: LimitPolicy,
  [refused, remaining, resetIn]: LimitReply,
  now: number,
): LimitState => ({ account, limit, windowSeconds, remaining, resetAt: now + resetIn, refused: refused === 1 });
