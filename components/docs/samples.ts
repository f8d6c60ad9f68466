/** Asks the gateway, as a proxy would, whether this key may pass: it needs nothing but the key, and can be run as it is. */
export const verifyCurl = (gatewayUrl: string, credential: string): string =>
  `curl -i ${gatewayUrl}/v1/authorize \\\n  -H "Authorization: Bearer ${credential}"`;
