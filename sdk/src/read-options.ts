import type { Agent } from "node:http";
import type { LatchkeyError } from "./latchkey-error.js";

export type LatchkeyOptions = {
  /** Where the gateway listens, `http://127.0.0.1:3001` by default. A path is kept. */
  gatewayUrl: string;
  /** `lk_service_…`, made on the operator's page or with `npm run admin -- service-token create`. */
  serviceToken: string;
  /** For how long an answer may be used again, 0 (never, the default) to 2,000 ms. */
  cacheMs?: number;
  /** When the gateway cannot be asked: refuse with 503 ("closed", the default) or let calls pass without a key ("open"). */
  onOutage?: "open" | "closed";
  /** How long a call waits for the gateway, 2,000 ms by default. */
  timeoutMs?: number;
  /** Most usage events that wait for the gateway, 10,000 by default; beyond it the oldest are lost, and counted. 0: report nothing. */
  maxQueuedReports?: number;
  /** A connection pool of your own (`node:http` or `node:https`), for a client certificate or a proxy. */
  agent?: Agent;
  /** Told of outages, refusals of the service token and lost reports, each kind at most every ten seconds. Default: a process warning. */
  onError?: (error: LatchkeyError) => void;
};

export type ReadOptions = Required<Omit<LatchkeyOptions, "gatewayUrl" | "agent" | "onError">> & {
  gateway: URL;
  agent: Agent | undefined;
};

const MOST_CACHE_MS = 2_000;

/** @throws TypeError, RangeError naming the option; never with the token's text */
export function readOptions(given: LatchkeyOptions): ReadOptions {
  const { serviceToken, onOutage = "closed" } = given;
  if (typeof serviceToken !== "string" || !/^[\x21-\x7e]+$/.test(serviceToken)) {
    throw new TypeError("serviceToken is missing or holds blanks. Give the lk_service_… token of your gateway.");
  }
  if (onOutage !== "open" && onOutage !== "closed") throw new TypeError('onOutage must be "open" or "closed".');
  return {
    gateway: readUrl(given.gatewayUrl),
    serviceToken,
    onOutage,
    cacheMs: within("cacheMs", given.cacheMs ?? 0, 0, MOST_CACHE_MS),
    timeoutMs: within("timeoutMs", given.timeoutMs ?? 2_000, 1, 60_000),
    maxQueuedReports: within("maxQueuedReports", given.maxQueuedReports ?? 10_000, 0, 1_000_000),
    agent: given.agent,
  };
}

function readUrl(text: string): URL {
  const url = typeof text === "string" && URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.search !== "") {
    throw new TypeError("gatewayUrl must be an http or https address, such as https://gateway.example.com.");
  }
  return url;
}

function within(name: string, value: number, least: number, most: number): number {
  if (Number.isFinite(value) && value >= least && value <= most) return value;
  throw new RangeError(`${name} must be a number from ${least} to ${most}.`);
}
