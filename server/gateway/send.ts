import { PROBLEM_CONTENT_TYPE, problemBody } from "@/lib/http/problem";
import type { Exchange } from "./exchange";

type Headers = readonly string[];
const NONE: Headers = [];

/** While draining, every answer is the last on its connection, so that clients move on before the process ends. */
function finish(exchange: Exchange, headers: string[]): string[] {
  if (exchange.gateway.isDraining) headers.push("Connection", "close");
  return headers;
}

/** @param headers node's flat list of names and values */
function send(exchange: Exchange, status: number, type: string, body: string, headers: Headers): void {
  const { response, requestId } = exchange;
  // Whoever hung up, or got an answer already, gets none.
  if (response.headersSent || response.destroyed) return;
  const fields = ["Content-Type", type, "Content-Length", `${Buffer.byteLength(body)}`, "X-Request-Id", requestId];
  response.writeHead(status, finish(exchange, headers.length === 0 ? fields : fields.concat(headers)));
  response.end(body);
}

export const sendJson = (exchange: Exchange, status: number, body: string, headers: Headers = NONE): void =>
  send(exchange, status, "application/json", body, headers);

/** @param detail what stopped, why, the next step; for the caller's eyes */
export const sendProblem = (exchange: Exchange, status: number, detail: string, headers: Headers = NONE): void =>
  send(exchange, status, PROBLEM_CONTENT_TYPE, problemBody(status, detail, exchange.requestId), headers);

/** A problem whose body is given, for answers that have to be the same to the byte. */
export const sendProblemBody = (exchange: Exchange, status: number, body: string, headers: Headers): void =>
  send(exchange, status, PROBLEM_CONTENT_TYPE, body, headers);

export function sendEmpty(exchange: Exchange, status: number, headers: Headers): void {
  const { response, requestId } = exchange;
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, finish(exchange, ["Content-Length", "0", "X-Request-Id", requestId, ...headers]));
  response.end();
}
