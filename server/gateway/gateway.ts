import type { Logger } from "pino";
import type { RefusalSample } from "@/lib/refusals/refusal-sample";
import type { Spool } from "@/lib/usage/spool/spool";
import type { KeyCache } from "@/lib/verification/cache/key-cache";
import type { Invalidations } from "@/lib/verification/changes/invalidations";
import type { ServiceTokens } from "@/lib/verification/service-tokens";
import type { Verifier } from "@/lib/verification/verify-key";
import type { GatewayMetrics } from "./metrics/metrics";

/** What the routes work with. */
export type Gateway = {
  verifier: Verifier;
  cache: KeyCache;
  tokens: ServiceTokens;
  invalidations: Invalidations;
  spool: Pick<Spool, "recordVerification" | "recordReports" | "noteRefusal">;
  /** Which refusals are kept for explaining. */
  refusals: RefusalSample;
  metrics: GatewayMetrics;
  /** What /metrics answers. */
  metricsText: () => Promise<string>;
  trustedProxies: readonly string[];
  log: Logger;
  /** Set by SIGTERM: nothing new is to be sent here, what comes is still answered. */
  isDraining: boolean;
};
