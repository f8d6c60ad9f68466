import type { UsageCode } from "@/lib/usage/outcome";

/** The outcome of a verification (contract `POST /v1/verify`). The first two found no key, so nobody's usage counts them. */
export type VerificationCode = "MALFORMED" | "NOT_FOUND" | UsageCode;

/** What the provider's API should answer. */
export const STATUS_OF: Record<VerificationCode, 200 | 401 | 403 | 429> = {
  VALID: 200,
  MALFORMED: 401,
  NOT_FOUND: 401,
  EXPIRED: 401,
  REVOKED: 401,
  DISABLED: 401,
  IP_FORBIDDEN: 403,
  INSUFFICIENT_SCOPE: 403,
  ENVIRONMENT_MISMATCH: 403,
  RATE_LIMITED: 429,
};
