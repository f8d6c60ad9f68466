import type { IncomingMessage, ServerResponse } from "node:http";
import { PROBLEM_CONTENT_TYPE, problemBody } from "@/lib/http/problem";
import { newRequestId } from "@/lib/http/request-id";

/**
 * Answers 400 to a path whose percent-encoding is none, or is not UTF-8: Next would answer 500, as if the fault were ours.
 * @returns whether it answered
 */
export function refuseUnreadablePath(request: IncomingMessage, response: ServerResponse): boolean {
  try {
    decodeURIComponent(request.url?.split("?", 1)[0] ?? "");
    return false;
  } catch {
    const requestId = newRequestId();
    const body = problemBody(400, "The path is not readable: its percent-encoding is not UTF-8.", requestId);
    response.writeHead(400, {
      "Content-Type": PROBLEM_CONTENT_TYPE,
      "Content-Length": Buffer.byteLength(body),
      "X-Request-Id": requestId,
    });
    response.end(body);
    return true;
  }
}
