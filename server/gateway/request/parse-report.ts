import { InvalidInput } from "./invalid-input";
import { asObject, optionalString, requiredString } from "./json-fields";
import { LONGEST_ADDRESS, LONGEST_METHOD, LONGEST_ROUTE } from "./parse-question";

/** An event of `POST /v1/usage`, its key not yet looked up. `at` in milliseconds. */
export type GivenEvent = {
  keyId: string;
  secretId: string;
  at: number;
  status: number;
  latencyMs: number;
  method?: string;
  route?: string;
  ip?: string;
};

const MOST_EVENTS = 1_000;
const OLDEST_MS = 7 * 86_400_000;
const FURTHEST_AHEAD_MS = 5 * 60_000;
const BODY_FIELDS = new Set(["batchId", "events"]);
const EVENT_FIELDS = new Set(["keyId", "secretId", "at", "status", "latencyMs", "method", "route", "ip"]);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * @param now milliseconds
 * @throws InvalidInput naming the first field that is wrong, with the event's index
 */
export function parseReport(value: unknown, now: number): { batchId: string; events: GivenEvent[] } {
  const body = asObject(value, "", BODY_FIELDS);
  const batchId = requiredString(body, "batchId", "", 36);
  if (!UUID.test(batchId))
    throw new InvalidInput("batchId must be a UUID, new for each batch and the same when you send it again.");
  const { events } = body;
  if (!Array.isArray(events) || events.length < 1 || events.length > MOST_EVENTS) {
    throw new InvalidInput("events must be a list of 1 to 1,000 events.");
  }
  return { batchId: batchId.toLowerCase(), events: events.map((event, i) => parseEvent(event, `events[${i}]`, now)) };
}

function parseEvent(value: unknown, at: string, now: number): GivenEvent {
  const given = asObject(value, at, EVENT_FIELDS);
  return {
    keyId: requiredString(given, "keyId", at, 64),
    secretId: requiredString(given, "secretId", at, 64),
    at: parseMoment(requiredString(given, "at", at, 40), at, now),
    status: parseStatus(given.status, at),
    latencyMs: parseLatency(given.latencyMs, at),
    method: optionalString(given, "method", at, LONGEST_METHOD),
    route: optionalString(given, "route", at, LONGEST_ROUTE),
    ip: optionalString(given, "ip", at, LONGEST_ADDRESS),
  };
}

function parseMoment(text: string, at: string, now: number): number {
  const moment = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(moment)) throw new InvalidInput(`${at}.at must be a moment like 2026-11-23T12:00:00.000Z.`);
  if (moment < now - OLDEST_MS) throw new InvalidInput(`${at}.at is older than 7 days.`);
  if (moment > now + FURTHEST_AHEAD_MS) throw new InvalidInput(`${at}.at is more than 5 minutes in the future.`);
  return moment;
}

function parseStatus(value: unknown, at: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 100 && value <= 599) return value;
  throw new InvalidInput(`${at}.status must be an HTTP status from 100 to 599.`);
}

function parseLatency(value: unknown, at: string): number {
  if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidInput(`${at}.latencyMs must be a number of milliseconds, 0 or more.`);
}
