import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Logger, pino } from "pino";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import { RefusalSample } from "@/lib/refusals/refusal-sample";
import type { Spool } from "@/lib/usage/spool/spool";
import { KeyCache } from "@/lib/verification/cache/key-cache";
import { readKeyRecords } from "@/lib/verification/cache/key-records";
import { Freshness } from "@/lib/verification/changes/freshness";
import { Invalidations } from "@/lib/verification/changes/invalidations";
import { FailedAttempts } from "@/lib/verification/failed-attempts";
import { ServiceTokens } from "@/lib/verification/service-tokens";
import { Verifier } from "@/lib/verification/verify-key";
import { calmly } from "./calmly";
import { closeSlowReaders } from "./close-slow-readers";
import { drainOf, LAST_STEP_MS, within } from "./drain";
import { openGatewaySpool } from "./flush/open-gateway-spool";
import type { Gateway } from "./gateway";
import { handleRequest } from "./handle-request";
import { GatewayMetrics } from "./metrics/metrics";
import { type GatewayLimits, openLimits } from "./open-limits";
import { refuseBrokenRequest } from "./request/refuse-broken-request";
import { TIMEOUTS, type Timeouts } from "./timeouts";

export type GatewayOptions = {
  host: string;
  /** 0: any free port. */
  port: number;
  log?: Logger;
  /** Tests give their own; otherwise the one in the data folder. */
  spool?: Spool;
  /** Tests give their own; otherwise those of REDIS_URL, or this process's. */
  limits?: GatewayLimits;
  /** For one of several workers, which answers for all of them; otherwise this process's own metrics. */
  metricsText?: (own: GatewayMetrics) => () => Promise<string>;
  readRecords?: typeof readKeyRecords;
  maximumCachedSecrets?: number;
  /** Tests take shorter ones. */
  timeouts?: Partial<Timeouts>;
};

export type RunningGateway = {
  port: number;
  server: Server;
  gateway: Gateway;
  /** It has tried to reach the database once, whether that worked or not. Until then it answers and can be closed. */
  started: Promise<void>;
  /** From now on `readyz` says 503 and every answer ends its connection; everything is still answered. */
  drain(): void;
  /**
   * Drains, goes on answering for `drainMs` (for load balancers to notice), stops accepting, finishes what is under way,
   * takes the usage to the database. Within 29 s (drain.ts).
   */
  close(drainMs?: number): Promise<void>;
  /** Cuts the waiting of `close` short. */
  hurry(): void;
};

const SWEPT_PER_SECOND = 5_000;

/** Starts a gateway on the configured database. It answers at once, whether the database does or not; `readyz` says when it can decide. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { log = pino({ level: "silent" }) } = options;
  const trouble = calmly((what, error) => log.error({ err: error }, what));
  const freshness = new Freshness(env().STALE_ON_DATABASE_OUTAGE_SECONDS * 1000);
  const cache = new KeyCache({
    freshness,
    read: options.readRecords ?? readKeyRecords,
    most: options.maximumCachedSecrets,
    onTrouble: (error) => trouble("A key could not be read.", error),
  });
  const failedAttempts = new FailedAttempts();
  const tokens = new ServiceTokens(freshness, failedAttempts, (error) =>
    trouble("A service token could not be read.", error),
  );
  const limits = options.limits ?? (await openLimits(log));
  const invalidations = new Invalidations({
    freshness,
    cache,
    tokens,
    onTrouble: trouble,
    onTick: () => limits.sweep(clock.ms(), SWEPT_PER_SECOND),
  });
  const spool = options.spool ?? openGatewaySpool(trouble);
  const metrics = new GatewayMetrics({
    spool,
    cachedKeys: () => cache.size,
    invalidations,
    limiter: () => limits,
    isDraining: () => gateway.isDraining,
  });
  const gateway: Gateway = {
    verifier: new Verifier(
      cache,
      limits,
      env().LATCHKEY_PEPPERS,
      failedAttempts,
      (isHit) => metrics.cacheLookup(isHit),
      () => invalidations.importKey,
    ),
    cache,
    tokens,
    invalidations,
    spool,
    refusals: new RefusalSample(),
    metrics,
    metricsText: options.metricsText?.(metrics) ?? (() => metrics.text()),
    trustedProxies: env().TRUSTED_PROXIES,
    log,
    isDraining: false,
  };
  const handle = handleRequest(gateway);
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const server = createServer(
    {
      ...timeouts,
      // Node's own refusal has no body and no request id; handle-request.ts has.
      requireHostHeader: false,
    },
    handle,
  );
  server.on("checkExpectation", handle);
  server.on("clientError", refuseBrokenRequest);
  closeSlowReaders(server, timeouts.unreadAnswersTimeout);
  const drain = drainOf(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    server,
    gateway,
    started: invalidations.start(),
    drain: () => {
      gateway.isDraining = true;
    },
    async close(drainMs = 0) {
      gateway.isDraining = true;
      await drain.close(drainMs);
      limits.close();
      await spool.close();
      await within(LAST_STEP_MS, invalidations.close());
    },
    hurry: drain.hurry,
  };
}
