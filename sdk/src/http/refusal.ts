import type { Decision } from "../decision.js";

/** An answer to a caller whose call does not pass. */
export type Refusal = { status: number; headers: Record<string, string>; body: string };

const TITLES: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  429: "Too Many Requests",
  503: "Service Unavailable",
};

const DETAILS: Partial<Record<Decision["code"], string>> = {
  INSUFFICIENT_SCOPE: "This API key does not have every scope that this call needs.",
  IP_FORBIDDEN: "This API key may not be used from this address.",
  ENVIRONMENT_MISMATCH: "This API key belongs to the other environment.",
  RATE_LIMITED: "The rate limit of this API key is used up. Retry-After says when to come back.",
  UNAVAILABLE: "API keys cannot be checked right now. Retry-After says when to come back.",
};
const TOO_MANY_FAILURES =
  "Too many unknown API keys came from this address. Check the key; Retry-After says when to come back.";

/** RFC 9457. A request id is in it where the gateway gave one: what it never saw, it cannot explain. */
function problem(status: number, detail: string, headers: Record<string, string>, requestId: string | null): Refusal {
  const body = { type: "about:blank", title: TITLES[status], status, detail, ...(requestId && { requestId }) };
  return {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      ...headers,
      ...(requestId && { "X-Request-Id": requestId }),
    },
    body: JSON.stringify(body),
  };
}

const PRESENT_A_KEY = "Present a valid API key as Authorization: Bearer … or as X-API-Key.";

/** @param challenge the `WWW-Authenticate` of the deployment */
export const noKey = (challenge: string): Refusal =>
  problem(401, PRESENT_A_KEY, { "WWW-Authenticate": challenge }, null);

export const twoKeys = (): Refusal =>
  problem(400, "The request presents two different credentials. Send one.", {}, null);

/** The refusal that the gateway's own forward authentication gives for the same decision. */
export function refusalOf(decision: Extract<Decision, { valid: false }>): Refusal {
  const { status, code, key, headers, requestId } = decision;
  if (status === 401) {
    // The same to the byte whether a key is unknown, revoked or expired: the difference is nobody's who does not own it.
    const refusal = noKey(headers["WWW-Authenticate"] ?? 'Bearer realm="api", error="invalid_token"');
    return { ...refusal, headers: { ...refusal.headers, "X-Request-Id": requestId } };
  }
  const isThrottled = code === "RATE_LIMITED" && key === null;
  const detail = isThrottled ? TOO_MANY_FAILURES : (DETAILS[code] ?? "This API key may not do this.");
  return problem(status, detail, headers, requestId);
}
