import { resetSeconds } from "@/lib/http/rate-limit-headers";
import type { RefusalFacts } from "@/lib/refusals/refusal";
import type { KeyRecord } from "./cache/key-record";
import type { Demand } from "./decide";
import type { Verdict } from "./verify-key";

/** What was asked, as far as it is told of a refusal. */
export type Asked = Partial<Demand> & { cost?: number; method?: string; route?: string };

const LONGEST = 200;
const MOST_LISTED = 20;

const short = (text: string): string => text.slice(0, LONGEST);
const some = (texts: readonly string[]): string[] => texts.slice(0, MOST_LISTED).map(short);

/** The path alone: a query may carry what is nobody's business. */
function routeOf({ method, route }: Asked): string | null {
  const path = route?.split("?", 1)[0];
  return path === undefined || path === "" ? null : short(method === undefined ? path : `${method} ${path}`);
}

const iso = (date: Date | null, otherwise: number): string => (date ?? new Date(otherwise)).toISOString();

/**
 * What the check that refused has seen: what was asked against what the key has. Never the presented secret.
 * @param now of the decision, in milliseconds
 * @returns null for a call that was allowed
 */
export function refusalFacts(verdict: Verdict, asked: Asked, now: number): RefusalFacts | null {
  const call = { ip: asked.ip === undefined ? null : short(asked.ip), route: routeOf(asked) };
  if (verdict.key !== null) return factsOfKey(verdict, asked, call, now);
  return verdict.code === "RATE_LIMITED"
    ? { ...call, code: "THROTTLED", retryAfterSeconds: verdict.retryAfterSeconds }
    : { ...call, code: verdict.code };
}

function factsOfKey(
  { code, key, limit }: Extract<Verdict, { key: KeyRecord }>,
  asked: Asked,
  call: Pick<RefusalFacts, "ip" | "route">,
  now: number,
): RefusalFacts | null {
  switch (code) {
    case "VALID":
      return null;
    case "ENVIRONMENT_MISMATCH":
      return { ...call, code, asked: asked.environment ?? "", is: key.environment };
    case "REVOKED":
      return key.revokedAt === null
        ? { ...call, code, what: "secret", since: iso(key.secretEndsAt, now) }
        : { ...call, code, what: "key", since: iso(key.revokedAt, now) };
    case "EXPIRED":
      return { ...call, code, since: iso(key.expiresAt, now) };
    case "DISABLED":
      return { ...call, code, since: iso(key.disabledAt, now) };
    case "IP_FORBIDDEN": {
      const { allowedIps } = key.grant;
      const allowed = allowedIps.map(([network, bits]) => `${network.toString()}/${bits}`);
      return { ...call, code, allowed: some(allowed), allowedCount: allowed.length };
    }
    case "INSUFFICIENT_SCOPE": {
      const { scopes: wanted = [] } = asked;
      const { scopes } = key.grant;
      const missing = wanted.filter((scope) => !scopes.includes(scope));
      return { ...call, code, asked: some(wanted), missing: some(missing), granted: some(scopes) };
    }
    case "RATE_LIMITED": {
      const { account, windowSeconds, remaining } = limit;
      const resetAt = new Date(resetSeconds(limit) * 1_000).toISOString();
      return { ...call, code, account, limit: limit.limit, windowSeconds, remaining, cost: asked.cost ?? 1, resetAt };
    }
  }
}
