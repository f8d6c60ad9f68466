import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { PROBLEM_CONTENT_TYPE, problemBody } from "@/lib/http/problem";
import { newRequestId } from "@/lib/http/request-id";

/** For so long what the client goes on sending is thrown away, so that it gets to read the answer instead of a reset. */
const LINGER_MS = 2_000;
const refused = new WeakSet<Socket>();

/**
 * Answers what the HTTP parser could not read, or did not get in time: there is no request and no response object then.
 * @param more headers beside those of every problem
 */
export function refuseBrokenRequest(
  error: NodeJS.ErrnoException,
  socket: Socket,
  more: readonly (readonly [name: string, value: string])[] = [],
): void {
  // The parser complains again about every further piece of the same request.
  if (refused.has(socket)) return;
  refused.add(socket);
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, detail] = explain(error.code);
  const requestId = newRequestId();
  const body = problemBody(status, detail, requestId);
  const headers = [
    ["Content-Type", PROBLEM_CONTENT_TYPE],
    ["Content-Length", Buffer.byteLength(body)],
    ["X-Request-Id", requestId],
    ["Connection", "close"],
    ...more,
  ].map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join("")}\r\n${body}`);
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

function explain(code: string | undefined): [status: number, detail: string] {
  if (code === "HPE_HEADER_OVERFLOW") return [431, "The header is larger than 16 KiB. Send less in it."];
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return [408, "The request did not arrive completely in time. Send it again."];
  return [400, "This is not a readable HTTP/1.1 request."];
}
