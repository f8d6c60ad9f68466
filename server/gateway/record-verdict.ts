import { isIP } from "node:net";
import type { Verdict } from "@/lib/verification/verify-key";
import type { Exchange } from "./exchange";

/** What is recorded beside the outcome. */
export type Circumstances = {
  ip?: string;
  userAgent?: string;
  method?: string;
  route?: string;
  scopes?: readonly string[];
};

/**
 * Answers once the verdict is on disk: an answered verification is a counted one. What found no key is counted by nobody
 * and answered at once.
 */
export function recordVerdict(
  { gateway, startedAt }: Exchange,
  verdict: Verdict,
  given: Circumstances,
  at: number,
  answer: () => void,
): void {
  const { code, key } = verdict;
  if (key === null) {
    if (code === "RATE_LIMITED") gateway.metrics.throttled();
    answer();
    gateway.metrics.verified(code, (performance.now() - startedAt) / 1000);
    return;
  }
  gateway.spool.recordVerification(
    {
      at,
      keyId: key.keyId,
      secretId: key.secretId,
      teamId: key.teamId,
      environment: key.environment,
      code,
      // Only an address is recorded as one, whatever the caller calls so.
      ip: given.ip !== undefined && isIP(given.ip) !== 0 ? given.ip : undefined,
      userAgent: given.userAgent,
      method: given.method,
      route: given.route,
      scopes: given.scopes,
    },
    () => {
      answer();
      gateway.metrics.verified(code, (performance.now() - startedAt) / 1000);
    },
  );
}
