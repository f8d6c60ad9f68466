/** What is asked of the gateway: may this key do this now? */
export type Question = {
  /** What the caller presented, as it came. */
  key: string;
  /** All of these are required. */
  scopes?: readonly string[];
  /** The key has to be one of this environment. */
  environment?: "live" | "test";
  /** The caller's address; a key with an allow list is refused without one. */
  ip?: string;
  /** What the call costs of the key's limit, 0 to 1,000,000; 1 when it is left out, 0 asks without spending. */
  cost?: number;
  method?: string;
  /** The route's pattern, as `/v1/charges/{id}`: shown on the usage page. */
  route?: string;
  userAgent?: string;
};

/** The longest text that the gateway takes as a key. */
export const LONGEST_KEY = 512;
export const LONGEST_METHOD = 32;
export const LONGEST_ROUTE = 2_048;
const LONGEST_USER_AGENT = 2_048;
const LONGEST_ADDRESS = 64;

/**
 * The question's JSON. What only describes the call is cut to what the gateway takes: a caller's overlong user agent is no
 * reason to refuse.
 */
export function questionJson({ key, scopes, environment, ip, cost, method, route, userAgent }: Question): string {
  return JSON.stringify({
    key,
    scopes,
    environment,
    ip: ip !== undefined && ip.length <= LONGEST_ADDRESS ? ip : undefined,
    cost,
    method: method?.slice(0, LONGEST_METHOD),
    route: route?.slice(0, LONGEST_ROUTE),
    userAgent: userAgent?.slice(0, LONGEST_USER_AGENT),
  });
}
