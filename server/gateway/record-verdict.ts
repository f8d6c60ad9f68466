import { isIP } from "node:net";
import type { Environment } from "@/lib/keys/environment";
import { refusalFacts } from "@/lib/verification/refusal-facts";
import type { Verdict } from "@/lib/verification/verify-key";
import type { Exchange } from "./exchange";

/** What is recorded beside the outcome. */
export type Circumstances = {
  ip?: string;
  userAgent?: string;
  method?: string;
  route?: string;
  scopes?: readonly string[];
  environment?: Environment;
  cost?: number;
};

/**
 * Answers once the verdict is on disk: an answered verification is a counted one. What found no key is counted by nobody
 * and answered at once.
 * @param position which question of a batch
 */
export function recordVerdict(
  exchange: Exchange,
  verdict: Verdict,
  given: Circumstances,
  at: number,
  answer: () => void,
  position = 0,
): void {
  const { gateway, startedAt } = exchange;
  const { code, key } = verdict;
  if (code !== "VALID") noteRefusal(exchange, verdict, given, at, position);
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

/** A sample of refusals is kept, with the write that counts them, so that a request's id can be explained. */
function noteRefusal(
  { gateway, requestId }: Exchange,
  verdict: Verdict,
  given: Circumstances,
  at: number,
  position: number,
): void {
  const { key } = verdict;
  const keyId = key === null ? null : key.keyId;
  if (!gateway.refusals.takes(keyId, at)) return;
  const facts = refusalFacts(verdict, given, at);
  if (facts === null) return;
  gateway.spool.noteRefusal({ requestId, position, at, keyId, teamId: key === null ? null : key.teamId, facts });
}
