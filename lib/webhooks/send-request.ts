import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { checkAddress, guardedLookup, RefusedAddress } from "./guarded-lookup";
import type { ResolveName } from "./resolve-target";
import { hostOf } from "./target-url";
import type { Trouble } from "./trouble";

/** So much of an answer is read, and kept for the log. */
export const ANSWER_BYTES = 8_192;

/** What came of a request. `trouble` null: it was answered with 200 to 299. */
export type Outcome = {
  status: number | null;
  trouble: Trouble | null;
  detail: string | null;
  /** The answer's first bytes. */
  answer: string | null;
  retryAfter?: string;
};

export type Sending = {
  resolve: ResolveName;
  /** WEBHOOK_PRIVATE_NETWORKS */
  allowed: readonly string[];
  /** Ends the request, however far it is. */
  deadline: () => AbortSignal;
};

const TLS = /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|INVALID_CA)/;
const NAMES = new Set([
  "ENOTFOUND",
  "ENODATA",
  "EAI_AGAIN",
  "EAI_NONAME",
  "ESERVFAIL",
  "EREFUSED",
  "ETIMEOUT",
  "EBADNAME",
]);

const failed = (trouble: Trouble, detail: string | null = null, status: number | null = null): Outcome => ({
  ...{ status, trouble, detail },
  answer: null,
});

/** Of several addresses that were tried, the first one's trouble tells. */
function toOutcome(error: unknown, signal: AbortSignal, status: number | null): Outcome {
  if (signal.aborted) return failed("timed_out", null, status);
  if (error instanceof RefusedAddress) return failed("address_refused", error.detail);
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const code = String((first as NodeJS.ErrnoException | null)?.code ?? "");
  if (code === "ECONNREFUSED") return failed("refused");
  if (code === "ETIMEDOUT") return failed("timed_out", null, status);
  if (NAMES.has(code)) return failed("name_not_found");
  if (TLS.test(code)) return failed("tls", code);
  if (code.startsWith("HPE_")) return failed("unreadable", null, status);
  return failed("unreachable", code === "" ? null : code, status);
}

/** Where a redirect points, without its path and query, which may hold what nobody else should read. */
function whereTo(location: string | undefined, from: string): string | null {
  return location !== undefined && URL.canParse(location, from) ? new URL(location, from).origin : null;
}

const printable = (bytes: Buffer): string => bytes.toString("utf8").replaceAll("\0", "\ufffd");

function judge({ statusCode = 0, headers }: http.IncomingMessage, bytes: Buffer, url: string): Outcome {
  const answered = { status: statusCode, answer: printable(bytes), detail: null };
  const retryAfter = headers["retry-after"];
  if (statusCode >= 200 && statusCode < 300) return { ...answered, trouble: null };
  if (statusCode >= 300 && statusCode < 400)
    return { ...answered, trouble: "redirect", detail: whereTo(headers.location, url) };
  if (statusCode === 410) return { ...answered, trouble: "gone" };
  const isAsked = (statusCode === 429 || statusCode === 503) && retryAfter !== undefined;
  return { ...answered, trouble: "status", ...(isAsked && { retryAfter }) };
}

/**
 * POSTs `body`, once. Never rejects: whatever happens is an outcome. Each request has a connection of its own and no proxy; redirects
 * are not followed; certificates are verified whatever the environment says; nothing connects to an address that is refused.
 */
export function sendRequest(
  url: string,
  headers: Record<string, string>,
  body: string,
  { resolve, allowed, deadline }: Sending,
): Promise<Outcome> {
  const signal = deadline();
  return new Promise((settle) => {
    let status: number | null = null;
    const fail = (error: unknown): void => settle(toOutcome(error, signal, status));
    try {
      const target = new URL(url);
      if (isIP(hostOf(target)) !== 0) checkAddress(hostOf(target), allowed);
      const isSecure = target.protocol === "https:";
      const agent = new (isSecure ? https : http).Agent({ keepAlive: false });
      const request = (isSecure ? https : http).request(target, {
        ...{ method: "POST", agent, signal, rejectUnauthorized: true, lookup: guardedLookup(resolve, allowed) },
        headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
      });
      request.on("error", fail);
      request.on("close", () => fail(null));
      request.on("upgrade", (_, socket) => socket.destroy());
      request.on("response", (response) => {
        status = response.statusCode ?? null;
        const chunks: Buffer[] = [];
        let length = 0;
        const done = (): void => {
          settle(judge(response, Buffer.concat(chunks).subarray(0, ANSWER_BYTES), url));
          request.destroy();
        };
        response.on("error", fail);
        response.on("end", done);
        response.on("data", (chunk: Buffer) => {
          chunks.push(chunk);
          length += chunk.length;
          if (length >= ANSWER_BYTES) done();
        });
      });
      request.end(body);
    } catch (error) {
      fail(error);
    }
  });
}
