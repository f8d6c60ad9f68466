import type { ServerResponse } from "node:http";
import { PROBLEM_CONTENT_TYPE, problemBody } from "@/lib/http/problem";
import { newRequestId } from "@/lib/http/request-id";

/** Why a request is answered before it reaches Next. `detail` is for the caller and quotes nothing of the request. */
export type Refusal = { status: number; detail: string; headers?: Record<string, string> };

export function refuse(response: ServerResponse, { status, detail, headers }: Refusal): void {
  const requestId = newRequestId();
  const body = problemBody(status, detail, requestId);
  response.writeHead(status, {
    ...headers,
    "Content-Type": PROBLEM_CONTENT_TYPE,
    "Content-Length": Buffer.byteLength(body),
    "X-Request-Id": requestId,
  });
  response.end(body);
}
