import { PROBLEM_CONTENT_TYPE, problemBody } from "@/lib/http/problem";
import type { Exchange } from "./exchange";

type Headers = readonly string[];
const NONE: Headers = [];

/** An answer put together and not yet sent. `type` null: there is no body to describe. `headers`: node's flat list of names and values. */
export type Answer = { status: number; type: string | null; body: string; headers: Headers };

/** @param detail what stopped, why, the next step; for the caller's eyes */
export const problemAnswer = (exchange: Exchange, status: number, detail: string, headers: Headers): Answer => ({
  status,
  type: PROBLEM_CONTENT_TYPE,
  body: problemBody(status, detail, exchange.requestId),
  headers,
});

export function sendAnswer(exchange: Exchange, { status, type, body, headers }: Answer): void {
  const { response, requestId } = exchange;
  // Whoever hung up, or got an answer already, gets none.
  if (response.headersSent || response.destroyed) return;
  const bytes = Buffer.byteLength(body);
  const fields = ["Content-Length", `${bytes}`, "X-Request-Id", requestId];
  if (type !== null) fields.push("Content-Type", type);
  for (let i = 0; i < headers.length; i++) fields.push(headers[i] as string);
  // While draining, every answer is the last on its connection, so that clients move on before the process ends.
  if (exchange.gateway.isDraining) fields.push("Connection", "close");
  response.writeHead(status, fields);
  // As many bytes as characters is ASCII, the same in both encodings, and copied instead of encoded.
  response.end(body, bytes === body.length ? "latin1" : "utf8");
}

export const sendJson = (exchange: Exchange, status: number, body: string, headers: Headers = NONE): void =>
  sendAnswer(exchange, { status, type: "application/json", body, headers });

export const sendProblem = (exchange: Exchange, status: number, detail: string, headers: Headers = NONE): void =>
  sendAnswer(exchange, problemAnswer(exchange, status, detail, headers));
