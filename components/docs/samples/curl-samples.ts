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
