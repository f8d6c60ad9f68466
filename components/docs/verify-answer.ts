/** The answer of `POST /v1/verify` (contract), of a key with this limit. */
export function verifyAnswer({ limit, windowSeconds }: { limit: number; windowSeconds: number }): string {
  const remaining = Math.floor(limit * 0.847);
  const headers = { "X-RateLimit-Limit": `${limit}`, "X-RateLimit-Remaining": `${remaining}`, "…": "…" };
  const key = {
    ...{ id: "key_…", label: "Payment service", environment: "live", teamId: "team_…", scopes: ["read"], metadata: {} },
    ...{ expiresAt: null, secret: { id: "8Zk2LwP0aTqE", endsAt: null } },
  };
  const rateLimit = { limit, remaining, reset: 1_713_100_800, windowSeconds };
  return JSON.stringify(
    { valid: true, code: "VALID", status: 200, requestId: "req_…", key, rateLimit, headers },
    null,
    2,
  );
}
