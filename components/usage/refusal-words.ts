import type { UsageCode } from "@/lib/usage/outcome";

/** Why a request was refused, and what its caller was answered. */
export const REFUSAL_WORDS: Record<Exclude<UsageCode, "VALID">, { reason: string; status: number }> = {
  RATE_LIMITED: { reason: "Over its rate limit", status: 429 },
  IP_FORBIDDEN: { reason: "From an address not on the allow list", status: 403 },
  INSUFFICIENT_SCOPE: { reason: "Asked for a scope it does not have", status: 403 },
  ENVIRONMENT_MISMATCH: { reason: "Used in the other environment", status: 403 },
  EXPIRED: { reason: "Expired key", status: 401 },
  REVOKED: { reason: "Revoked key or ended secret", status: 401 },
  DISABLED: { reason: "Disabled key", status: 401 },
};
