/** Asks the gateway, as a proxy would, whether this key may pass: it needs nothing but the key, and can be run as it is. */
export const verifyCurl = (gatewayUrl: string, credential: string): string =>
  `curl -i ${gatewayUrl}/v1/authorize \\\n  -H "Authorization: Bearer ${credential}"`;

/** How the provider's own service asks, with a service token, about a key it was handed. */
export const serviceCurl = (gatewayUrl: string, variable: string): string =>
  `curl ${gatewayUrl}/v1/verify \\
  -H "Authorization: Bearer $LATCHKEY_SERVICE_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d "{\\"key\\": \\"$${variable}\\", \\"scopes\\": [\\"read\\"]}"`;

/** How the provider's own service reports what it answered; both ids stand in the answer to the question before. */
export const reportCurl = (gatewayUrl: string): string =>
  `curl ${gatewayUrl}/v1/usage \\
  -H "Authorization: Bearer $LATCHKEY_SERVICE_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d "{\\"batchId\\": \\"$(uuidgen)\\", \\"events\\": [{
    \\"keyId\\": \\"$KEY_ID\\", \\"secretId\\": \\"$SECRET_ID\\",
    \\"at\\": \\"$(date -u +%FT%TZ)\\", \\"status\\": 200, \\"latencyMs\\": 41.5,
    \\"method\\": \\"GET\\", \\"route\\": \\"/v1/charges/{id}\\"
  }]}"`;

/** The limit's headers on an answer; `limit` calls in `windowSeconds`, with 847 of them left. */
export function limitHeaders({ limit, windowSeconds }: { limit: number; windowSeconds: number }): string {
  const remaining = Math.floor(limit * 0.847);
  return `HTTP/1.1 200 OK
X-RateLimit-Limit: ${limit}
X-RateLimit-Remaining: ${remaining}
X-RateLimit-Reset: 1713100800
RateLimit-Policy: "default";q=${limit};w=${windowSeconds}
RateLimit: "default";r=${remaining};t=23`;
}

/** A whole answer to a call over the limit. */
export const limitedAnswer = (body: string): string => `HTTP/1.1 429 Too Many Requests
Content-Type: application/problem+json
Retry-After: 23
X-Request-Id: req_…

${body}`;

/** The challenge of a 403 names the scopes that the call needs. */
export const scopeChallenge = (scope: string): string =>
  `HTTP/1.1 403 Forbidden
WWW-Authenticate: Bearer realm="…", error="insufficient_scope", scope="${scope}"`;
