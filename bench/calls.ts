import type { Call } from "./load/load";

const JSON_TYPE = { "Content-Type": "application/json" };

/** The body that every peer gets. */
const question = (key: string): string =>
  JSON.stringify({ key, scopes: ["read"], ip: "203.0.113.7", method: "GET", route: "/v1/payments/:id" });

/** As a provider's service asks; without a token, as the peers are asked. */
export const verifyCall = (path: string, key: string, serviceToken?: string): Call => ({
  method: "POST",
  path,
  headers: serviceToken === undefined ? JSON_TYPE : { ...JSON_TYPE, Authorization: `Bearer ${serviceToken}` },
  body: question(key),
});

/** As a proxy asks: no body, the caller's key as it came. */
export const authorizeCall = (key: string): Call => ({
  method: "GET",
  path: "/v1/authorize?scope=read",
  headers: {
    Authorization: `Bearer ${key}`,
    "X-Forwarded-For": "203.0.113.7",
    "X-Forwarded-Method": "GET",
    "X-Forwarded-Uri": "/v1/payments/42",
  },
});

/** Sends one and gives its answer's body. @throws when it is not 200 */
export async function ask(url: string, { method, path, headers, body }: Call): Promise<string> {
  const response = await fetch(url + path, { method, headers, body });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${path} answers ${response.status}: ${text}`);
  return text;
}
