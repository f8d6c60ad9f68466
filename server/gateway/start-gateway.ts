import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Logger, pino } from "pino";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import { openSpool, type Spool } from "@/lib/usage/spool";
import { Freshness } from "@/lib/verification/freshness";
import { Invalidations } from "@/lib/verification/invalidations";
import { KeyCache } from "@/lib/verification/key-cache";
import { readKeyRecords } from "@/lib/verification/key-records";
import { RateLimiter } from "@/lib/verification/rate-limit";
import { ServiceTokens } from "@/lib/verification/service-tokens";
import { Verifier } from "@/lib/verification/verify-key";
import { calmly } from "./calmly";
import type { Gateway } from "./gateway";
import { handleRequest } from "./handle-request";
import { refuseBrokenRequest } from "./refuse-broken-request";

export type GatewayOptions = {
  host: string;
  /** 0: any free port. */
  port: number;
  log?: Logger;
  /** Tests give their own; otherwise the one in the data folder. */
  spool?: Spool;
  readRecords?: typeof readKeyRecords;
  maximumCachedSecrets?: number;
};

export type RunningGateway = {
  port: number;
  server: Server;
  gateway: Gateway;
  /** From now on `readyz` says 503; everything is still answered. */
  drain(): void;
  /** Stops accepting, finishes what is under way, takes the usage to the database. */
  close(): Promise<void>;
};

/** Answers under way get this long; with the spool's 5 s that stays under the 30 s of a usual stop. */
const LONGEST_ANSWER_MS = 15_000;
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
  const tokens = new ServiceTokens(freshness, (error) => trouble("A service token could not be read.", error));
  const limiter = new RateLimiter();
  const invalidations = new Invalidations({
    freshness,
    cache,
    tokens,
    onTrouble: trouble,
    onTick: () => limiter.sweep(clock.ms(), SWEPT_PER_SECOND),
  });
  const spool =
    options.spool ??
    openSpool({ folder: join(env().LATCHKEY_DATA_DIR, "spool"), onTrouble: (what, error) => trouble(what, error) });
  const gateway: Gateway = {
    verifier: new Verifier(cache, limiter, env().LATCHKEY_PEPPERS),
    cache,
    tokens,
    invalidations,
    spool,
    trustedProxies: env().TRUSTED_PROXIES,
    log,
    isDraining: false,
  };
  const handle = handleRequest(gateway);
  const server = createServer(
    {
      // Longer than the idle time of usual load balancers, so that it is never us who closes under their next request.
      keepAliveTimeout: 75_000,
      headersTimeout: 10_000,
      requestTimeout: 20_000,
      connectionsCheckingInterval: 2_000,
      // Node's own refusal has no body and no request id; handle-request.ts has.
      requireHostHeader: false,
    },
    handle,
  );
  server.on("checkExpectation", handle);
  server.on("clientError", refuseBrokenRequest);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  await invalidations.start();
  return {
    port: (server.address() as AddressInfo).port,
    server,
    gateway,
    drain: () => {
      gateway.isDraining = true;
    },
    async close() {
      gateway.isDraining = true;
      await closeServer(server);
      await spool.close();
      await invalidations.close();
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that has just answered becomes idle only now; without this it would keep the server for its keep-alive time.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const impatient = setTimeout(() => server.closeAllConnections(), LONGEST_ANSWER_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(impatient);
}
