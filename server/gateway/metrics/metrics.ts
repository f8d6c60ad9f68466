import { Counter, Gauge, type Metric, Registry } from "prom-client";
import { STATUS_OF, type VerificationCode } from "@/lib/verification/code";
import { version } from "@/package.json";
import { LatencyBuckets } from "./latency-buckets";
import { processMetrics } from "./process-metrics";

/** Who counts the calls of a key: this process as configured, Redis, or this process because Redis is away. */
const BACKENDS = ["memory", "redis", "local"] as const;
export type LimiterBackend = (typeof BACKENDS)[number];

/** What is asked when metrics are read, never before. */
export type MetricSources = {
  spool: { bytes(): number; mostBytes: number; oldestMs(): number; lost(): number };
  cachedKeys: () => number;
  invalidations: { isListening: boolean; lagMs: number; pollAgeMs: number; isHealthy: boolean };
  limiter: () => { backend: LimiterBackend; fallbacks: number };
  isDraining: () => boolean;
};

const CODES = Object.keys(STATUS_OF) as VerificationCode[];
const CODE_INDEX = Object.fromEntries(CODES.map((code, i) => [code, i])) as Record<VerificationCode, number>;

type Aggregator = "sum" | "min" | "max" | "first";

/**
 * What an operator sees of a gateway. What is called for each request adds to plain numbers; names, labels and texts are made
 * when somebody reads. Each metric says how those of several worker processes add up.
 */
export class GatewayMetrics {
  readonly #registry = new Registry();
  /** All there is to show; what a worker process hands in when several answer as one. */
  readonly registries: readonly Registry[] = [this.#registry, processMetrics()];
  readonly #verifications = new Float64Array(CODES.length);
  readonly #latency = new LatencyBuckets();
  #hits = 0;
  #misses = 0;
  #throttled = 0;
  #internalErrors = 0;
  #unavailable = 0;

  constructor(private readonly sources: MetricSources) {
    this.#registerRequests();
    this.#registerState();
  }

  /** One answered question about a key. @param seconds from the request's arrival to its answer */
  verified(code: VerificationCode, seconds: number): void {
    const i = CODE_INDEX[code];
    this.#verifications[i] = (this.#verifications[i] as number) + 1;
    this.#latency.observe(seconds);
  }

  cacheLookup(isHit: boolean): void {
    if (isHit) this.#hits++;
    else this.#misses++;
  }

  /** A caller that failed to authenticate too often was refused without a look at its credential. */
  throttled(): void {
    this.#throttled++;
  }

  /** An answer that is our fault: 500, or 503 when something we need is away. */
  failed(status: 500 | 503): void {
    if (status === 500) this.#internalErrors++;
    else this.#unavailable++;
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** The Prometheus text format. */
  text(): Promise<string> {
    return Registry.merge([...this.registries]).metrics();
  }

  #registerRequests(): void {
    this.#counter("latchkey_verifications_total", "Answered questions about keys, by outcome", "code", () =>
      CODES.map((code, i) => [code, this.#verifications[i] as number]),
    );
    this.#histogram("latchkey_verification_duration_seconds", "From a question's arrival to its answer", this.#latency);
    this.#counter("latchkey_key_cache_lookups_total", "Keys looked for in memory", "result", () => [
      ["hit", this.#hits],
      ["miss", this.#misses],
    ]);
    this.#counter("latchkey_errors_total", "Answers that are the gateway's fault", "status", () => [
      ["500", this.#internalErrors],
      ["503", this.#unavailable],
    ]);
    this.#counter(
      "latchkey_failed_attempts_throttled_total",
      "Requests refused for failed attempts before",
      null,
      () => [["", this.#throttled]],
    );
  }

  #registerState(): void {
    const { spool, invalidations, cachedKeys, limiter, isDraining } = this.sources;
    this.#gauge("latchkey_key_cache_keys", "Secrets held in memory", "sum", cachedKeys);
    this.#gauge("latchkey_invalidation_listener_up", "Hears key changes", "min", () => +invalidations.isListening);
    this.#gauge(
      "latchkey_invalidation_lag_seconds",
      "From sending itself a notification to hearing it; grows while one is under way",
      "max",
      () => invalidations.lagMs / 1000,
    );
    this.#gauge(
      "latchkey_invalidation_poll_age_seconds",
      "Since the last good poll for key changes began",
      "max",
      () => invalidations.pollAgeMs / 1000,
    );
    this.#gauge("latchkey_spool_limit_bytes", "What the spool may hold at most", "sum", () => spool.mostBytes);
    this.#gauge("latchkey_spool_bytes", "Usage on disk and not yet in the database", "sum", () => spool.bytes());
    this.#gauge(
      "latchkey_spool_oldest_seconds",
      "How long the oldest of it waits",
      "max",
      () => spool.oldestMs() / 1000,
    );
    this.#counter("latchkey_usage_lost_total", "Verifications answered and never counted", null, () => [
      ["", spool.lost()],
    ]);
    this.#gauge("latchkey_limiter_backend", "Who counts the calls of keys: 1 for the one at work", "max", {
      label: "backend",
      values: () => BACKENDS.map((backend) => [backend, +(limiter().backend === backend)]),
    });
    this.#counter("latchkey_limiter_fallbacks_total", "Calls counted here because Redis did not answer", null, () => [
      ["", limiter().fallbacks],
    ]);
    this.#gauge("latchkey_ready", "What /readyz says", "min", () => +(invalidations.isHealthy && !isDraining()));
    this.#gauge("latchkey_draining", "About to stop", "max", () => +isDraining());
    this.#gauge("latchkey_build_info", "Always 1; the labels say what runs", "first", {
      label: "version",
      values: () => [[version, 1]],
    });
  }

  #counter(name: string, help: string, label: string | null, values: () => [label: string, value: number][]): void {
    const labelNames = label === null ? [] : [label];
    const counter: Counter = new Counter({
      name,
      help,
      labelNames,
      registers: [this.#registry],
      collect() {
        counter.reset();
        for (const [of, value] of values()) counter.inc(label === null ? {} : { [label]: of }, value);
      },
    });
  }

  #gauge(
    name: string,
    help: string,
    aggregator: Aggregator,
    source: (() => number) | { label: string; values: () => [label: string, value: number][] },
  ): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      aggregator,
      labelNames: typeof source === "function" ? [] : [source.label],
      registers: [this.#registry],
      collect() {
        if (typeof source === "function") gauge.set(source());
        else for (const [of, value] of source.values()) gauge.set({ [source.label]: of }, value);
      },
    });
  }

  // prom-client's own histogram takes observations one by one; the registry asks a metric for nothing but this.
  #histogram(name: string, help: string, of: LatencyBuckets): void {
    const get = async () => ({ name, help, type: "histogram", aggregator: "sum", values: of.values(name) });
    this.#registry.registerMetric({ name, help, get } as unknown as Metric);
  }
}
