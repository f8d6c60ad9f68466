import type { Logger } from "pino";
import type { Spool } from "@/lib/usage/spool";
import type { Invalidations } from "@/lib/verification/invalidations";
import type { KeyCache } from "@/lib/verification/key-cache";
import type { ServiceTokens } from "@/lib/verification/service-tokens";
import type { Verifier } from "@/lib/verification/verify-key";

/** What the routes work with. */
export type Gateway = {
  verifier: Verifier;
  cache: KeyCache;
  tokens: ServiceTokens;
  invalidations: Invalidations;
  spool: Pick<Spool, "recordVerification" | "recordReports">;
  trustedProxies: readonly string[];
  log: Logger;
  /** Set by SIGTERM: nothing new is to be sent here, what comes is still answered. */
  isDraining: boolean;
};
