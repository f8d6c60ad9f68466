import type { Environment } from "@/lib/keys/environment";
import { allowsAddress } from "@/lib/keys/ip-list";
import { lifeStatus, secretStatus } from "@/lib/keys/status";
import type { UsageCode } from "@/lib/usage/outcome";
import type { KeyRecord } from "./cache/key-record";

/** What is asked about a known secret. `scopes`: all of them are required. */
export type Demand = { environment?: Environment; ip?: string; scopes: readonly string[] };

/** The facts that a decision follows from. */
export type Deciding = Pick<
  KeyRecord,
  "environment" | "revokedAt" | "expiresAt" | "disabledAt" | "secretEndsAt" | "grant"
>;

/**
 * The decision about a known secret, but for the rate limit, which comes last and only after VALID. Order: environment →
 * revoked, ended, expired, disabled → address → scope (contract "Order of checks").
 * @param now milliseconds
 */
export function decide(key: Deciding, demand: Demand, now: number): Exclude<UsageCode, "RATE_LIMITED"> {
  if (demand.environment !== undefined && demand.environment !== key.environment) return "ENVIRONMENT_MISMATCH";
  const status = lifeStatus(key, now);
  // What cannot be undone wins; an ended secret is as final as a revoked key.
  if (status === "revoked") return "REVOKED";
  if (key.secretEndsAt !== null && secretStatus({ endsAt: key.secretEndsAt }, now) === "ended") return "REVOKED";
  if (status === "expired") return "EXPIRED";
  if (status === "disabled") return "DISABLED";
  if (!allowsAddress(key.grant.allowedIps, demand.ip)) return "IP_FORBIDDEN";
  for (const scope of demand.scopes) if (!key.grant.scopes.includes(scope)) return "INSUFFICIENT_SCOPE";
  return "VALID";
}
