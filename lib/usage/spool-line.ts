import type { Environment } from "@/lib/keys/environment";
import { USAGE_CODES, type UsageCode } from "./outcome";
import type { ReportBatch, VerificationRecord } from "./record";

// One line each, fields of fixed width first, so that writing is a concatenation and reading a few slices:
//   V <at 13> <code 1> <environment 1> <secret 12> <key 36> <team 36> <ip> TAB <user agent>
//   B <batch 36> and for each event TAB <at 13> <environment 1> <secret 12> <key 36> <team 36> <status 3> <latency>
// (without the spaces). A batch is one line, so that a torn write can never leave half of it.

const CODE_DIGIT = Object.fromEntries(USAGE_CODES.map((code, i) => [code, String(i)])) as Record<UsageCode, string>;
const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const WHO = `[lt][0-9A-Za-z]{12}${UUID}${UUID}`;
const VERIFICATION = new RegExp(`^V\\d{13}[0-${USAGE_CODES.length - 1}]${WHO}`);
const BATCH = new RegExp(`^B${UUID}(\t|$)`);
const EVENT = new RegExp(`^\\d{13}${WHO}[1-5]\\d\\d`);
const BREAKING = /\p{Cc}/u;
const LONGEST_USER_AGENT = 256;
const LONGEST_ADDRESS = 45;

const stamp = (ms: number): string => String(Math.floor(ms)).padStart(13, "0");

/** Whatever could break a line, or be refused by PostgreSQL as text, becomes a space. */
function clean(text: string | undefined, longest: number): string {
  if (text === undefined) return "";
  const short = text.length > longest ? text.slice(0, longest) : text;
  return BREAKING.test(short) ? short.replace(/\p{Cc}/gu, " ") : short;
}

type Who = { environment: Environment; secretId: string; keyId: string; teamId: string };
const who = (of: Who): string => `${of.environment === "live" ? "l" : "t"}${of.secretId}${of.keyId}${of.teamId}`;

export const verificationLine = (record: VerificationRecord): string =>
  `V${stamp(record.at)}${CODE_DIGIT[record.code]}${who(record)}${clean(record.ip, LONGEST_ADDRESS)}\t${clean(record.userAgent, LONGEST_USER_AGENT)}\n`;

export function reportLine(batch: ReportBatch): string {
  let line = `B${batch.batchId.toLowerCase()}`;
  for (const event of batch.events) line += `\t${stamp(event.at)}${who(event)}${event.status}${event.latencyMs}`;
  return `${line}\n`;
}

/** `who` is opaque: equal for equal secrets, read by readWho. */
export type VerificationLine = { at: number; code: number; who: string; secretId: string; client: string };

/** Null when the line is no verification. `client` is `<ip> TAB <user agent>`, split only for the latest use. */
export function readVerification(line: string): VerificationLine | null {
  if (!VERIFICATION.test(line)) return null;
  return {
    at: Number(line.slice(1, 14)),
    code: line.charCodeAt(14) - 48,
    who: line.slice(15, 100),
    secretId: line.slice(16, 28),
    client: line.slice(100),
  };
}

export function readClient(client: string): { ip: string | null; userAgent: string | null } {
  const tab = client.indexOf("\t");
  const [ip, userAgent] = tab < 0 ? [client, ""] : [client.slice(0, tab), client.slice(tab + 1)];
  return { ip: ip || null, userAgent: userAgent || null };
}

export const readWho = (text: string): Who => ({
  environment: text.charAt(0) === "l" ? "live" : "test",
  secretId: text.slice(1, 13),
  keyId: text.slice(13, 49),
  teamId: text.slice(49, 85),
});

/** The batch's id, or null when the line is no batch. */
export const readBatchId = (line: string): string | null => (BATCH.test(line) ? line.slice(1, 37) : null);

export type EventLine = { at: number; who: string; status: number; latencyMs: number };

export const readEvents = (line: string): EventLine[] =>
  line
    .split("\t")
    .slice(1)
    .filter((event) => EVENT.test(event))
    .map((event) => ({
      at: Number(event.slice(0, 13)),
      who: event.slice(13, 98),
      status: Number(event.slice(98, 101)),
      latencyMs: Number(event.slice(101)),
    }));
