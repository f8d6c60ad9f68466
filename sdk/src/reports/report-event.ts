import { LONGEST_METHOD, LONGEST_ROUTE } from "../question.js";

/** What your API answered to a call with a key. */
export type ReportEvent = {
  /** `key.id` and `key.secret.id` of the decision. */
  keyId: string;
  secretId: string;
  /** The status that the caller got, 100 to 599. */
  status: number;
  latencyMs: number;
  /** When, in milliseconds since the epoch; now when it is left out. */
  at?: number;
  method?: string;
  /** The route's pattern, as `/v1/charges/{id}`. */
  route?: string;
  ip?: string;
};

/** The event's JSON, or null for one that the gateway would refuse, and its whole batch with it. */
export function eventJson({ at, method, route, ...event }: ReportEvent, now: number): string | null {
  const { status, latencyMs } = event;
  if (!Number.isInteger(status) || status < 100 || status > 599 || !Number.isFinite(latencyMs)) return null;
  return JSON.stringify({
    ...event,
    latencyMs: Math.max(0, latencyMs),
    at: new Date(at ?? now).toISOString(),
    method: method?.slice(0, LONGEST_METHOD),
    route: route?.slice(0, LONGEST_ROUTE),
  });
}
