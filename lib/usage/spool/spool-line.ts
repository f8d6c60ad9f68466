import type { Environment } from "@/lib/keys/environment";
import { USAGE_CODES, type UsageCode } from "../outcome";
import type { ReportBatch, ReportEvent, VerificationRecord } from "../record";

// One line each, fields of fixed width first, so that writing is a concatenation and reading a few slices:
//   V <at 13> <code 1> <environment 1> <secret 12> <key 36> <team 36> <ip> TAB <user agent> TAB <route> TAB <scopes>
//   B <batch 36> and for each event TAB <at 13> <environment 1> <secret 12> <key 36> <team 36> <status 3> <latency> US <route> US <ip>
// (without the spaces; a route is `<method> <path>`). Earlier versions wrote less: what is missing at the end is not known. A
// batch is one line, so that a torn write can never leave half of it.

const CODE_DIGIT = Object.fromEntries(USAGE_CODES.map((code, i) => [code, String(i)])) as Record<UsageCode, string>;
const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const WHO = `[lt][0-9A-Za-z]{12}${UUID}${UUID}`;
const BATCH = new RegExp(`^B${UUID}(\t|$)`);
const EVENT = new RegExp(`^\\d{13}${WHO}[1-5]\\d\\d`);
const BREAKING = /\p{Cc}/u;
const LONGEST_USER_AGENT = 256;
const LONGEST_ADDRESS = 45;
const LONGEST_METHOD = 16;
const LONGEST_PATH = 200;
const LONGEST_SCOPES = 512;
const UNIT = "\u001f";

/** Thirteen digits; from 2001 on a moment has them by itself. */
const stamp = (ms: number): string => (ms >= 1e12 ? `${Math.floor(ms)}` : String(Math.floor(ms)).padStart(13, "0"));

/** Whatever could break a line, or be refused by PostgreSQL as text, becomes a space. */
function clean(text: string | undefined, longest: number): string {
  if (text === undefined) return "";
  const short = text.length > longest ? text.slice(0, longest) : text;
  return BREAKING.test(short) ? short.replace(/\p{Cc}/gu, " ") : short;
}

/** `GET /v1/charges`, the path alone where no method is told, "" where no path is. Never a query: it may carry anything. */
function routeText(method: string | undefined, route: string | undefined): string {
  if (route === undefined || route === "") return "";
  const queryAt = route.indexOf("?");
  const path = clean(queryAt < 0 ? route : route.slice(0, queryAt), LONGEST_PATH);
  return method === undefined || method === "" ? path : `${clean(method, LONGEST_METHOD)} ${path}`;
}

/** Separated by spaces; whole scopes only. */
function scopesText(scopes: readonly string[] | undefined): string {
  if (scopes === undefined || scopes.length === 0) return "";
  const text = clean(scopes.length === 1 ? scopes[0] : scopes.join(" "), Number.POSITIVE_INFINITY);
  return text.length <= LONGEST_SCOPES ? text : text.slice(0, Math.max(0, text.lastIndexOf(" ", LONGEST_SCOPES)));
}

type Who = { environment: Environment; secretId: string; keyId: string; teamId: string };
const who = (of: Who): string => `${of.environment === "live" ? "l" : "t"}${of.secretId}${of.keyId}${of.teamId}`;

export const verificationLine = (record: VerificationRecord): string =>
  `V${stamp(record.at)}${CODE_DIGIT[record.code]}${who(record)}${clean(record.ip, LONGEST_ADDRESS)}\t${clean(record.userAgent, LONGEST_USER_AGENT)}\t${routeText(record.method, record.route)}\t${scopesText(record.scopes)}\n`;

export function reportLine(batch: ReportBatch): string {
  let line = `B${batch.batchId.toLowerCase()}`;
  for (const event of batch.events) line += `\t${eventText(event)}`;
  return `${line}\n`;
}

const eventText = (event: ReportEvent): string =>
  `${stamp(event.at)}${who(event)}${event.status}${event.latencyMs}${UNIT}${routeText(event.method, event.route)}${UNIT}${clean(event.ip, LONGEST_ADDRESS)}`;

/** Where a verification's line holds who it was: environment, secret, key (up to KEY_END), team; the client follows. */
export const WHO_AT = 15;
export const KEY_END = WHO_AT + 49;
export const CLIENT_AT = WHO_AT + 85;

const WHOLE_WHO = new RegExp(`^${WHO}$`);
/** Has the text the form that readWho reads? Lines of one secret are alike: asked once for each. */
export const isWho = (text: string): boolean => WHOLE_WHO.test(text);

/** What a call told of itself; "" is not told. `route` as a route stands in a line, `scopes` separated by spaces. */
export type Told = { ip: string; userAgent: string; route: string; scopes: string };

/** What a verification's line holds after who it was. */
export function readTold(text: string): Told {
  const [ip = "", userAgent = "", route = "", scopes = ""] = text.split("\t");
  return { ip, userAgent, route, scopes };
}

export const readWho = (text: string): Who => ({
  environment: text.charAt(0) === "l" ? "live" : "test",
  secretId: text.slice(1, 13),
  keyId: text.slice(13, 49),
  teamId: text.slice(49, 85),
});

/** The batch's id, or null when the line is no batch. */
export const readBatchId = (line: string): string | null => (BATCH.test(line) ? line.slice(1, 37) : null);

export type EventLine = { at: number; who: string; status: number; latencyMs: number; route: string; ip: string };

export const readEvents = (line: string): EventLine[] =>
  line
    .split("\t")
    .slice(1)
    .filter((event) => EVENT.test(event))
    .map((event) => {
      const [latency, route = "", ip = ""] = event.slice(101).split(UNIT);
      return {
        at: Number(event.slice(0, 13)),
        who: event.slice(13, 98),
        status: Number(event.slice(98, 101)),
        latencyMs: Number(latency),
        route,
        ip,
      };
    });
